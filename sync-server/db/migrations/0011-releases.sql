-- Signed releases of the desktop program. The files themselves lie in a folder.
create table releases (
  id uuid primary key,
  channel text not null,
  platform text not null,
  arch text not null,
  version text not null,
  electron text not null,
  -- The same as numbers, which order as versions do.
  version_key int[] not null,
  electron_key int[] not null,
  -- The very text that was signed: devices check the signature over it again.
  manifest text not null,
  signature text not null,
  uploaded_by uuid not null references users,
  uploaded_at timestamptz not null,
  -- When all files were whole and right; offered to nobody before.
  whole_at timestamptz,
  stage text not null default 'none' check (stage in ('none', 'pilot', 'share', 'all')),
  pilots uuid[] not null default '{}',
  percent int not null default 0 check (percent between 0 and 100),
  paused_at timestamptz,
  unique (channel, platform, arch, version)
);

-- What program runs on a device and how its updates go, as it said last.
create table device_programs (
  device_id uuid primary key references devices,
  version text not null,
  electron text not null,
  platform text not null,
  arch text not null,
  channel text not null,
  -- By the machine's policy.
  ring text,
  update_status text,
  update_version text,
  update_reason text,
  reported_at timestamptz not null
);
create index device_programs_version on device_programs (channel, platform, arch, version);
