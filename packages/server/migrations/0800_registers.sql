-- 登记表 that a bureau keeps by file: what providers are connected to, lists that no policy text holds, outer figures. A row is as the
-- history's table of the same name has it; written again under its key, it replaces itself.
create table register_row (
  register text not null check (register in ('access', 'lists', 'statistics')),
  key text not null,
  row json not null,
  primary key (register, key)
);
grant select on register_row to yibao_console;
