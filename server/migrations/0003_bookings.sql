-- Bookings as the reservation system hands them over. Nothing here refers to a flight row:
-- a booking names its flights, because one day they live in different databases.

create table fare_family (
    id text primary key,
    cabin text not null check (cabin in ('economy', 'premium', 'business')),
    -- {"en": "Flex", "zh-CN": "灵活"}
    name jsonb not null,
    -- sentences in the order they are read: {"en": ["Changes free …"], "zh-CN": ["…"]}
    conditions jsonb not null
);

-- What each fare of the airline gives, in the words passengers read. The last sentence is 14 CFR 260.6: it holds for every fare.
insert into fare_family (id, cabin, name, conditions) values
    ('basic', 'economy', '{"en": "Basic", "zh-CN": "轻享"}', '{
        "en": ["Changes are not possible.",
               "No money back if you cancel, except within 24 hours of booking when departure is at least seven days away.",
               "One bag that fits under the seat. A checked bag costs extra.",
               "You get your seat at check-in.",
               "Whatever the fare: if we cancel, or run three hours late or more (six between countries) and you no longer want to fly, you may have your money back."],
        "zh-CN": ["不可改签。",
               "不可退票；订票后 24 小时内且距起飞至少七天的除外。",
               "可带一件能放入座位下方的随身行李，托运行李另付费。",
               "座位在值机时分配。",
               "不论何种票价：如航班取消，或延误达三小时（国际航班六小时）而您不再乘坐，均可退款。"]}'),
    ('standard', 'economy', '{"en": "Standard", "zh-CN": "标准"}', '{
        "en": ["Changes for a fee until two hours before departure.",
               "Cancel for a fee; the rest comes back to you.",
               "One cabin bag and one checked bag of 23 kg.",
               "Choose your seat free of charge.",
               "Whatever the fare: if we cancel, or run three hours late or more (six between countries) and you no longer want to fly, you may have your money back."],
        "zh-CN": ["起飞前两小时可改签，收取手续费。",
               "可退票，扣除手续费后退还余款。",
               "一件手提行李，一件 23 公斤托运行李。",
               "可免费选座。",
               "不论何种票价：如航班取消，或延误达三小时（国际航班六小时）而您不再乘坐，均可退款。"]}'),
    ('flex', 'economy', '{"en": "Flex", "zh-CN": "灵活"}', '{
        "en": ["Changes free of charge until two hours before departure; only a higher fare is charged.",
               "Cancel before departure and the whole fare comes back to you.",
               "One cabin bag and two checked bags of 23 kg.",
               "Choose your seat free of charge, front rows included.",
               "Whatever the fare: if we cancel, or run three hours late or more (six between countries) and you no longer want to fly, you may have your money back."],
        "zh-CN": ["起飞前两小时可免费改签，仅补票价差额。",
               "起飞前退票，全额退款。",
               "一件手提行李，两件 23 公斤托运行李。",
               "可免费选座，含前排座位。",
               "不论何种票价：如航班取消，或延误达三小时（国际航班六小时）而您不再乘坐，均可退款。"]}'),
    ('business', 'business', '{"en": "Business", "zh-CN": "商务"}', '{
        "en": ["Changes free of charge until departure.",
               "Cancel before departure and the whole fare comes back to you.",
               "Two cabin bags and two checked bags of 32 kg.",
               "Choose your seat free of charge. Lounge and priority at the airport.",
               "Whatever the fare: if we cancel, or run three hours late or more (six between countries) and you no longer want to fly, you may have your money back."],
        "zh-CN": ["起飞前可免费改签。",
               "起飞前退票，全额退款。",
               "两件手提行李，两件 32 公斤托运行李。",
               "可免费选座，享用休息室与优先通道。",
               "不论何种票价：如航班取消，或延误达三小时（国际航班六小时）而您不再乘坐，均可退款。"]}');

create table booking (
    locator text primary key check (locator ~ '^[A-Z0-9]{5,8}$'),
    created_at timestamptz not null,
    state text not null check (state in ('held', 'ticketed', 'changed', 'refunded', 'cancelled')),
    point_of_sale text not null,
    agency text,
    fare_family text not null references fare_family,
    total numeric(12, 3) not null,
    currency text not null check (currency ~ '^[A-Z]{3}$'),
    language text not null default 'en',
    source text not null check (source in ('demo', 'scenario', 'imported'))
);

create table passenger (
    id uuid primary key,
    locator text not null references booking on delete cascade,
    position smallint not null,
    family_name text not null,
    given_name text not null,
    -- folded forms the family name answers to: as written, without accents, in pinyin
    family_keys text[] not null,
    kind text not null check (kind in ('adult', 'child', 'infant')),
    birth_date date,
    ticket_number text check (ticket_number ~ '^[0-9]{13}$'),
    tier text,
    unique (locator, position)
);
create index passenger_by_ticket on passenger (ticket_number);

create table contact (
    id uuid primary key,
    locator text not null references booking on delete cascade,
    -- null: the booking's contact for everyone in it
    passenger_position smallint,
    kind text not null check (kind in ('email', 'phone')),
    address text not null,
    -- an agency's address reaches the agency, not the passenger
    agency boolean not null default false
);
create index contact_by_booking on contact (locator);
create index contact_by_address on contact (address);

create table segment (
    locator text not null references booking on delete cascade,
    position smallint not null,
    carrier text not null,
    number integer not null,
    flight_date date not null,
    origin text not null,
    destination text not null,
    cabin text not null check (cabin in ('economy', 'premium', 'business')),
    booking_class text not null,
    bags_included smallint not null,
    status text not null default 'confirmed' check (status in ('confirmed', 'waitlisted', 'cancelled', 'flown')),
    primary key (locator, position)
);
create index segment_by_flight on segment (carrier, number, flight_date);

create table seat (
    locator text not null,
    segment_position smallint not null,
    passenger_position smallint not null,
    seat text,
    checked_in boolean not null default false,
    primary key (locator, segment_position, passenger_position),
    foreign key (locator, segment_position) references segment on delete cascade
);

create table bag (
    -- ten digits as printed: leading digit, three of the issuer, six of the serial
    tag text primary key check (tag ~ '^[0-9]{10}$'),
    locator text not null references booking on delete cascade,
    passenger_position smallint not null,
    destination text not null,
    weight_kg smallint,
    accepted_at timestamptz
);
create index bag_by_booking on bag (locator);

-- One row once the demo airline is loaded: it is loaded once, and never among an airline's own data.
create table demo_airline (
    one boolean primary key default true check (one),
    loaded_at timestamptz not null,
    -- the hub's day the people one can sign in as were last laid for
    anchored_on date not null
);
