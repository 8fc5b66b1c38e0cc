-- A bag is found without the leading digit of its tag, which a rush tag changes.
create index bag_by_serial on bag (substr(tag, 2));
