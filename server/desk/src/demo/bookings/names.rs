//! Invented passengers with the names the world has. Family and given names are common ones, combined by
//! chance; nobody is meant.

use super::chance::Chance;

/// A culture's names. Tickets are mostly written in Latin letters; some systems keep the native script.
struct Names {
    weight: u32,
    family: &'static [&'static str],
    given: &'static [&'static str],
    language: &'static str,
}

/// One passenger’s name.
#[derive(Debug, Clone, Copy, Default)]
pub(in crate::demo) struct Name {
    pub family: &'static str,
    pub given: &'static str,
}

/// A family: one family name, any number of given names.
pub(in crate::demo) struct Household {
    group: usize,
    family: &'static str,
}

impl Household {
    pub(in crate::demo) fn any(chance: &mut Chance) -> Self {
        let mut left = chance.below(GROUPS.iter().map(|names| names.weight).sum());
        for (group, names) in GROUPS.iter().enumerate() {
            if left < names.weight {
                return Self { group, family: chance.pick(names.family) };
            }
            left -= names.weight;
        }
        Self { group: 0, family: "Taylor" }
    }

    /// A member: mostly of the same family name, now and then of another of the same culture.
    pub(in crate::demo) fn member(&self, chance: &mut Chance, same_name: bool) -> Name {
        let Some(names) = GROUPS.get(self.group) else { return Name { family: self.family, given: "Alex" } };
        let family = if same_name { self.family } else { chance.pick(names.family) };
        Name { family, given: chance.pick(names.given) }
    }

    /// Language tag the booking was made in.
    pub(in crate::demo) fn language(&self) -> &'static str {
        GROUPS.get(self.group).map_or("en", |names| names.language)
    }
}

const GROUPS: [Names; 20] = [
    Names {
        weight: 340,
        language: "en",
        family: &[
            "Taylor",
            "Carter",
            "Bennett",
            "Hughes",
            "Morgan",
            "Reed",
            "Parker",
            "Coleman",
            "Price",
            "Foster",
            "Hayes",
            "Bryant",
            "Russell",
            "Griffin",
            "Wallace",
            "Sullivan",
            "O’Brien",
            "O’Connor",
            "McCarthy",
            "Washington",
            "Freeman",
            "Baldwin",
            "Whitaker",
            "St. James",
            "Smith-Jones",
            "Van Buren",
        ],
        given: &[
            "James", "Mary", "Robert", "Linda", "Michael", "Barbara", "David", "Susan", "William", "Jessica", "Joseph", "Sarah", "Thomas",
            "Karen", "Charles", "Nancy", "Emma", "Daniel", "Olivia", "Matthew", "Grace", "Anthony", "Hannah", "Mark", "Ruth", "Owen",
            "Claire", "Sean",
        ],
    },
    Names {
        weight: 120,
        language: "en",
        family: &[
            "Ramírez",
            "García",
            "Martínez",
            "Hernández",
            "López",
            "González",
            "Peña",
            "Núñez",
            "Ortega Ruiz",
            "Castillo",
            "Vásquez",
            "De la Cruz",
        ],
        given: &[
            "María", "José", "Luis", "Carmen", "Ana", "Carlos", "Sofía", "Miguel", "Lucía", "Jorge", "Elena", "Andrés", "Camila", "Diego",
        ],
    },
    Names {
        weight: 90,
        language: "zh-CN",
        family: &["WANG", "LI", "ZHANG", "LIU", "CHEN", "YANG", "HUANG", "ZHAO", "WU", "ZHOU", "XU", "SUN", "LYU", "OUYANG", "ZENG", "HE"],
        given: &["WEI", "FANG", "NA", "MIN", "JING", "LEI", "QIANG", "YANG", "XIUYING", "JUN", "XIAOMING", "YUTONG", "ZIHAN", "HAORAN"],
    },
    Names {
        weight: 40,
        language: "zh-CN",
        family: &["李", "张", "刘", "陈", "杨", "赵", "黄", "周", "吴", "徐", "孙", "马", "朱", "胡", "林", "郭", "曾", "欧阳"],
        given: &["伟", "芳", "娜", "敏", "静", "磊", "强", "洋", "艳", "勇", "军", "杰", "娟", "涛", "明", "雨桐", "子涵", "浩然"],
    },
    Names {
        weight: 60,
        language: "en",
        family: &["Patel", "Sharma", "Reddy", "Iyer", "Gupta", "Nair", "Mehta", "Banerjee", "Chaudhary", "Rao", "Kaur", "Singh"],
        given: &["Aarav", "Priya", "Rahul", "Anjali", "Vikram", "Neha", "Arjun", "Divya", "Sanjay", "Kavya", "Rohan", "Meera"],
    },
    Names {
        weight: 40,
        language: "en",
        family: &["Adeyemi", "Eze", "Balogun", "Nwosu", "Abiodun", "Mensah", "Owusu", "Diallo", "Mwangi", "Otieno", "Tesfaye"],
        given: &["Chinedu", "Amaka", "Tunde", "Ngozi", "Kwame", "Abena", "Fatou", "Wanjiru", "Abebe", "Ifeoma", "Emeka"],
    },
    Names {
        weight: 35,
        language: "en",
        family: &["Nguyễn", "Trần", "Lê", "Phạm", "Huỳnh", "Đặng", "Vũ", "Bùi"],
        given: &["Minh", "Linh", "Hương", "Tuấn", "Lan", "Dũng", "Thảo", "Quang"],
    },
    Names {
        weight: 35,
        language: "en",
        family: &["KIM", "LEE", "PARK", "CHOI", "JUNG", "KANG", "YOON", "LIM", "HAN"],
        given: &["MINJUN", "SEOYEON", "JIHOON", "HAEUN", "DONGHYUN", "SOOJIN", "YUNA", "JAEHO"],
    },
    Names {
        weight: 8, language: "en", family: &["김", "이", "박", "최", "정", "강"], given: &["민준", "서연", "지훈", "하은", "수진"]
    },
    Names {
        weight: 30,
        language: "en",
        family: &["SATO", "SUZUKI", "TAKAHASHI", "TANAKA", "WATANABE", "ITO", "YAMAMOTO", "KOBAYASHI", "ONO"],
        given: &["HARUTO", "YUI", "SOTA", "HINA", "KENJI", "AKIKO", "NAOKI", "SAKURA"],
    },
    Names {
        weight: 40,
        language: "en",
        family: &["Müller", "Schäfer", "Weiß", "Groß", "Köhler", "Jäger", "Krüger", "Becker", "Hofmann", "von Braun"],
        given: &["Jürgen", "Sabine", "Lukas", "Anneliese", "Jörg", "Käthe", "Stefan", "Heike", "Max", "Lena"],
    },
    Names {
        weight: 25,
        language: "en",
        family: &["Ødegård", "Åkesson", "Sørensen", "Håkansson", "Bjørnstad", "Mäkinen", "Þórðarson", "Nyström"],
        given: &["Søren", "Åsa", "Björn", "Ingrid", "Päivi", "Guðrún", "Øyvind", "Astrid"],
    },
    Names {
        weight: 25,
        language: "en",
        family: &["Łukasiewicz", "Wójcik", "Kowalczyk", "Zieliński", "Dvořák", "Novotný", "Horváth", "Szabó", "Šimić"],
        given: &["Paweł", "Małgorzata", "Jiří", "Zdeňka", "László", "Ágnes", "Łucja", "Tomáš"],
    },
    Names {
        weight: 15,
        language: "en",
        family: &["Иванов", "Смирнов", "Кузнецов", "Шевченко", "Бондаренко", "Щербаков"],
        given: &["Алексей", "Мария", "Дмитрий", "Ольга", "Юлия", "Сергей"],
    },
    Names {
        weight: 20,
        language: "en",
        family: &["Papadopoulos", "Ioannou", "Παπαδάκης", "Νικολάου", "Yılmaz", "Öztürk", "Şahin", "İnönü"],
        given: &["Eleni", "Giorgos", "Νίκος", "Ayşe", "Mehmet", "Zeynep", "Ömer"],
    },
    Names {
        weight: 30,
        language: "en",
        family: &["Al-Hassan", "El Masri", "Khoury", "Rahman", "Hussein", "Nasser", "Benali", "Qureshi"],
        given: &["Ahmed", "Layla", "Omar", "Yasmin", "Khalid", "Mariam", "Karim", "Amal"],
    },
    Names {
        weight: 8, language: "en", family: &["أحمد", "خوري", "ناصر", "المصري"], given: &["ليلى", "عمر", "ياسمين", "خالد", "مريم"]
    },
    Names {
        weight: 40,
        language: "en",
        family: &["Dubois", "Lefèvre", "Moreau", "D’Angelo", "Rossi", "Ferrari", "Conti", "De Luca", "Béranger", "L’Heureux"],
        given: &["Chloé", "François", "Giulia", "Matteo", "Hélène", "Luca", "Zoé", "Paolo", "Noël"],
    },
    Names {
        weight: 30,
        language: "en",
        family: &["Silva", "Gonçalves", "Araújo", "Conceição", "Assunção", "Magalhães", "dos Santos"],
        given: &["João", "Inês", "Tiago", "Beatriz", "Gonçalo", "Conceição", "Rafael"],
    },
    Names {
        weight: 12,
        language: "en",
        family: &["כהן", "לוי", "מזרחי", "Cohen", "Ben-David", "Mizrahi"],
        given: &["נועה", "דוד", "Noa", "Eitan", "Tamar"],
    },
];
