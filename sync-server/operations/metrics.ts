import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';

/** What this node counts about itself, for Prometheus. A registry of its own: two nodes may share a process. */
export function createMetrics() {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const registers = [registry];
  const certificateExpiry = new Gauge({
    name: 'branchline_tls_certificate_expiry_seconds',
    help: 'When the certificate in use ends, in seconds since 1970. NaN: this node does not serve TLS',
    registers,
  });
  // A gauge begins at 0, which to an alert is a certificate that ended long ago.
  certificateExpiry.set(Number.NaN);
  const providerUp = new Gauge({
    name: 'branchline_provider_up',
    help: 'Whether the provider of OpenID Connect said what it is when it was last asked, each minute: 1 or 0. NaN: there is none',
    registers,
  });
  providerUp.set(Number.NaN);
  // These begin at 0: a series that begins with its first event has not grown, to a rule that looks for growth.
  const signIns = new Counter({
    name: 'branchline_sign_ins_total',
    help: 'Attempts to sign in, by result; slowed: not looked at, after too many that failed',
    labelNames: ['result'] as const,
    registers,
  });
  for (const result of ['accepted', 'refused', 'slowed']) signIns.inc({ result }, 0);
  const feedRepairs = new Counter({
    name: 'branchline_feed_repairs_total',
    help: 'What the nightly check found missing on the feed and put there again. Any is a fault to look into',
    labelNames: ['kind'] as const,
    registers,
  });
  for (const kind of ['file', 'document']) feedRepairs.inc({ kind }, 0);
  return {
    registry,
    requests: new Histogram({
      name: 'branchline_request_seconds',
      help: 'Requests by route, method and status',
      labelNames: ['route', 'method', 'status'] as const,
      buckets: [0.005, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10],
      registers,
    }),
    pulledDocuments: new Counter({
      name: 'branchline_pulled_documents_total',
      help: 'Documents sent in answers to pulls',
      registers,
    }),
    evictedFiles: new Counter({
      name: 'branchline_evicted_files_total',
      help: 'Customer files that replicas were told to erase',
      registers,
    }),
    resyncs: new Counter({
      name: 'branchline_resyncs_total',
      help: 'Checkpoints answered with resync_required',
      labelNames: ['reason'] as const,
      registers,
    }),
    outcomes: new Counter({
      name: 'branchline_push_outcomes_total',
      help: 'Edits answered, by outcome',
      labelNames: ['outcome'] as const,
      registers,
    }),
    signIns,
    provider: new Counter({
      name: 'branchline_provider_results_total',
      help: 'Steps of signing in through the provider of OpenID Connect (discover, return), by result',
      labelNames: ['step', 'result'] as const,
      registers,
    }),
    providerUp,
    sealedCopies: new Counter({
      name: 'branchline_sealed_copies_total',
      help: 'Sealed edits delivered by devices, by outcome. Any unreadable one is for people to look into',
      labelNames: ['outcome'] as const,
      registers,
    }),
    replicaKeys: new Counter({
      name: 'branchline_replica_keys_total',
      help: 'Requests for the key of a replica out of its escrow, by result',
      labelNames: ['result'] as const,
      registers,
    }),
    stamped: new Counter({
      name: 'branchline_stamped_changes_total',
      help: 'Changes that the stamper of this node put on the feed',
      registers,
    }),
    feedRepairs,
    feedLag: new Gauge({
      name: 'branchline_feed_lag_seconds',
      help: 'How long the oldest change has waited for the stamper',
      registers,
    }),
    deadLetters: new Gauge({
      name: 'branchline_feed_dead_letters',
      help: 'Changes that could not be put on the feed. Any is an alarm',
      registers,
    }),
    auditLag: new Gauge({
      name: 'branchline_audit_lag_seconds',
      help: 'How long the oldest line of the audit log has waited for its place in the chain',
      registers,
    }),
    auditWaiting: new Gauge({
      name: 'branchline_audit_waiting_lines',
      help: 'Lines of the audit log without a place in the chain; counted up to 10,000',
      registers,
    }),
    auditHeadAge: new Gauge({
      name: 'branchline_audit_head_age_seconds',
      help: 'Since the end of the audit chain was signed. Above two hours is an alarm',
      registers,
    }),
    auditHeadsToCopy: new Gauge({
      name: 'branchline_audit_heads_to_copy',
      help: 'Signed heads that are not yet in the folder of this node. NaN: it has none',
      registers,
    }),
    auditBroken: new Gauge({
      name: 'branchline_audit_broken',
      help: '1 while the audit chain does not follow on its last signed head: somebody rewrote it. An alarm',
      registers,
    }),
    databaseUp: new Gauge({
      name: 'branchline_database_up',
      help: '1 while the database answers this node; at 0 the figures that come from it are NaN or not there',
      registers,
    }),
    poolConnections: new Gauge({
      name: 'branchline_database_connections',
      help: 'Connections of this node to the database, by state',
      labelNames: ['state'] as const,
      registers,
    }),
    poolWaiting: new Gauge({
      name: 'branchline_database_waiting',
      help: 'Requests that wait for a connection to the database',
      registers,
    }),
    parkedEdits: new Gauge({
      name: 'branchline_parked_edits',
      help: 'Edits that wait for a person to decide, in the whole bank',
      registers,
    }),
    unreadableCopies: new Gauge({
      name: 'branchline_unreadable_copies',
      help: 'Sealed edits that could not be opened and that nobody has looked into. Any is an alarm',
      registers,
    }),
    devices: new Gauge({
      name: 'branchline_devices',
      help: 'Devices of the whole bank by state, counted every minute, as are the next four',
      labelNames: ['state'] as const,
      registers,
    }),
    deviceAlerts: new Gauge({
      name: 'branchline_device_alerts',
      help: 'Devices in use by what is worth a look about them; one can have several',
      labelNames: ['alert'] as const,
      registers,
    }),
    unsentEdits: new Gauge({
      name: 'branchline_device_unsent_edits',
      help: 'Edits that devices held at their last contact and had not delivered',
      registers,
    }),
    unsentSince: new Gauge({
      name: 'branchline_device_unsent_since_seconds',
      help: 'Of the devices that hold edits, how long ago the one that has waited longest synced',
      registers,
    }),
    wipeSince: new Gauge({
      name: 'branchline_device_wipe_since_seconds',
      help: 'Of the orders to erase a device that are not confirmed, how long ago the oldest was given; of devices that are not shut out',
      registers,
    }),
    backupAge: new Gauge({
      name: 'branchline_backup_age_seconds',
      help: 'Since the last backup by npm run backup was complete. NaN: none was',
      registers,
    }),
    walArchiveAge: new Gauge({
      name: 'branchline_wal_archive_age_seconds',
      help: 'Since PostgreSQL archived WAL. NaN: it does not archive',
      registers,
    }),
    walArchiveFailing: new Gauge({
      name: 'branchline_wal_archive_failing',
      help: '1 while the last attempt to archive WAL failed: the disk of the database fills up. An alarm',
      registers,
    }),
    jobRuns: new Counter({
      name: 'branchline_job_runs_total',
      help: 'Runs of what this node does at a time and not at a request, by result',
      // Not "job": Prometheus has a label of that name for what it scrapes.
      labelNames: ['task', 'result'] as const,
      registers,
    }),
    stamping: new Gauge({
      name: 'branchline_stamping',
      help: '1 on the node whose stamper works: one of all nodes',
      registers,
    }),
    draining: new Gauge({
      name: 'branchline_draining',
      help: '1 while this node is on its way out',
      registers,
    }),
    certificateExpiry,
    certificateReloads: new Counter({
      name: 'branchline_tls_reloads_total',
      help: 'Changed certificate files that were taken into use, or refused, by result',
      labelNames: ['result'] as const,
      registers,
    }),
    certificateRefused: new Gauge({
      name: 'branchline_tls_files_refused',
      help: '1 while the files of the certificate are others than those in use and cannot be used',
      registers,
    }),
    buildInfo: new Gauge({
      name: 'branchline_build_info',
      help: 'Always 1; the version that this node runs',
      labelNames: ['version', 'node'] as const,
      registers,
    }),
    streamClients: new Gauge({
      name: 'branchline_stream_clients',
      help: 'Open poke streams on this node',
      registers,
    }),
  };
}
export type Metrics = ReturnType<typeof createMetrics>;
