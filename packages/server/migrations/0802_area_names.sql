-- English names of counties, for the English console; a city's file may give them.
alter table area add column name_en text not null default '';
