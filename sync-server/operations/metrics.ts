import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';

/** What this node counts about itself, for Prometheus. A registry of its own: two nodes may share a process. */
export function createMetrics() {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const registers = [registry];
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
    signIns: new Counter({
      name: 'branchline_sign_ins_total',
      help: 'Attempts to sign in, by result',
      labelNames: ['result'] as const,
      registers,
    }),
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
    feedRepairs: new Counter({
      name: 'branchline_feed_repairs_total',
      help: 'What the nightly check found missing on the feed and put there again. Any is a fault to look into',
      labelNames: ['kind'] as const,
      registers,
    }),
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
    streamClients: new Gauge({
      name: 'branchline_stream_clients',
      help: 'Open poke streams on this node',
      registers,
    }),
  };
}
export type Metrics = ReturnType<typeof createMetrics>;
