-- People of `provider` prove themselves at the bank's own provider of OpenID Connect. They have no password here: what
-- stands in its place is the hash of nothing, which nodes of before there was a provider take for a wrong one.
alter table users add column sign_in text not null default 'local' check (sign_in in ('local', 'provider'));
alter table users add constraint users_no_password check (sign_in = 'local' or password_hash = '-');

-- When a session that the provider vouched for is over, however much it is used.
alter table sessions add column ends_at timestamptz;

-- Which account of which provider a person is. The name they are found by counts once, this from then on.
create table provider_links (
  issuer text not null,
  subject text not null,
  user_id uuid not null unique references users on delete cascade,
  linked_at timestamptz not null,
  primary key (issuer, subject)
);

-- Sign-ins at the provider that are under way. What they are proven with is with the client and its browser: here are
-- hashes only. Rows go within minutes.
create table provider_flows (
  id bytea primary key,
  challenge bytea not null,
  return_to text not null,
  expires_at timestamptz not null,
  -- From when a browser has opened its address: that browser's cookie, and what the provider is to send back.
  browser bytea,
  state bytea unique,
  -- From when the provider has answered: who it is, and what is changed for a session once.
  user_id uuid references users on delete cascade,
  ticket bytea unique
);
create index provider_flows_expire on provider_flows (expires_at);
