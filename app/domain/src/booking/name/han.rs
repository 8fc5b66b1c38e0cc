//! Chinese names: traditional characters as simplified ones, and pinyin, with the readings family names have.

use pinyin::ToPinyin;

/// The spellings a name stands for: itself in simplified characters and, where it has Chinese characters,
/// its pinyin. A name without any is its only spelling.
pub(super) fn spellings(name: &str) -> Vec<String> {
    let simplified: String = name.chars().map(simplify).collect();
    if !simplified.chars().any(|c| c.to_pinyin().is_some()) {
        return vec![simplified];
    }
    let letters: Vec<char> = simplified.chars().filter(|c| c.is_alphanumeric()).collect();
    let mut readings = vec![String::new()];
    if let Some((compound, rest)) = compound_family(&letters) {
        readings = vec![compound.to_owned()];
        readings = extend(readings, rest);
    } else if let Some((first, rest)) = letters.split_first() {
        readings = as_family(*first);
        readings = extend(readings, rest);
    }
    readings.push(simplified);
    readings
}

/// Passports write 吕 as LYU, LV or LU: one name.
pub(super) fn passport_u(plain: &str) -> Option<String> {
    match plain {
        "LV" | "LYU" => Some("LU".to_owned()),
        "NV" | "NYU" => Some("NU".to_owned()),
        _ => None,
    }
}

/// Appends the usual reading of each character; ü is written in the ways passports have.
fn extend(readings: Vec<String>, rest: &[char]) -> Vec<String> {
    let usual: String = rest.iter().map(|c| c.to_pinyin().map_or_else(|| c.to_string(), |reading| reading.plain().to_owned())).collect();
    let mut all = Vec::new();
    for reading in readings {
        let whole = format!("{reading}{usual}");
        if whole.contains('ü') {
            all.extend(["v", "yu", "u"].map(|letter| whole.replace('ü', letter)));
        } else {
            all.push(whole);
        }
    }
    all
}

/// The readings of a character at the head of a name: the one it has as a family name first.
fn as_family(c: char) -> Vec<String> {
    let usual = c.to_pinyin().map_or_else(|| c.to_string(), |reading| reading.plain().to_owned());
    let special: &[&str] = match c {
        '曾' => &["zeng"],
        '单' => &["shan"],
        '仇' => &["qiu"],
        '解' => &["xie"],
        '查' => &["zha"],
        '任' => &["ren"],
        '区' => &["ou"],
        '朴' => &["piao", "park"],
        '盖' => &["ge"],
        '乐' => &["yue", "le"],
        '翟' => &["zhai", "di"],
        '华' => &["hua"],
        '燕' => &["yan"],
        '尹' => &["yin"],
        '洗' | '冼' => &["xian"],
        '覃' => &["qin", "tan"],
        '缪' => &["miao"],
        '宁' => &["ning"],
        '折' => &["she"],
        '种' => &["chong"],
        '秘' => &["bi"],
        '繁' => &["po"],
        '员' => &["yun"],
        '谌' => &["chen", "shen"],
        '尉' => &["wei"],
        '薄' => &["bo"],
        '柏' => &["bai", "bo"],
        '晁' => &["chao"],
        '葛' => &["ge"],
        '纪' => &["ji"],
        '令' => &["ling"],
        '哈' => &["ha"],
        '那' => &["na"],
        '沈' => &["shen"],
        _ => &[],
    };
    let mut all: Vec<String> = special.iter().map(|reading| (*reading).to_owned()).collect();
    if !all.contains(&usual) {
        all.push(usual);
    }
    all
}

/// Two-character family names whose reading differs from that of their characters.
fn compound_family(letters: &[char]) -> Option<(&'static str, &[char])> {
    let (head, rest) = letters.split_at_checked(2)?;
    let reading = match head {
        ['万', '俟'] => "moqi",
        ['尉', '迟'] => "yuchi",
        ['单', '于'] => "chanyu",
        ['长', '孙'] => "zhangsun",
        ['澹', '台'] => "tantai",
        ['令', '狐'] => "linghu",
        _ => return None,
    };
    Some((reading, rest))
}

/// Traditional forms of characters common in names; others stay as they are, and both still meet in pinyin.
fn simplify(c: char) -> char {
    const PAIRS: [&str; 10] = [
        "張张陳陈劉刘楊杨黃黄趙赵吳吴孫孙馬马許许鄭郑謝谢馮冯蔣蒋葉叶",
        "閻阎餘余潘潘鍾钟譚谭陸陆範范賈贾韋韦鄒邹蕭萧閆闫龍龙賀贺錢钱",
        "湯汤賴赖齊齐龔龚顧顾嚴严萬万盧卢蘇苏呂吕歐欧陽阳單单區区樂乐",
        "蓋盖畢毕葉叶鄧邓韓韩師师聶聂時时寧宁喬乔莊庄項项祝祝顏颜倪倪",
        "費费連连魯鲁華华鮑鲍龐庞傅傅紀纪羅罗藍蓝關关繆缪應应遲迟諸诸",
        "偉伟麗丽華华國国強强軍军傑杰濤涛靜静敏敏婷婷瑩莹鵬鹏輝辉飛飞",
        "芳芳蘭兰鳳凤榮荣興兴慶庆澤泽潔洁夢梦雲云霞霞倫伦賢贤學学義义",
        "東东長长寶宝貴贵銀银鋒锋銘铭錦锦鑫鑫鐵铁開开陰阴順顺頌颂駿骏",
        "儀仪億亿優优兒儿勝胜勳勋勵励協协啟启嬌娇嫻娴實实寬宽嶽岳廣广",
        "愛爱憲宪懷怀戰战擇择曉晓會会業业權权歡欢殷殷濱滨煒炜燁烨瑋玮",
    ];
    for row in PAIRS {
        let mut letters = row.chars();
        while let (Some(traditional), Some(simplified)) = (letters.next(), letters.next()) {
            if traditional == c {
                return simplified;
            }
        }
    }
    c
}
