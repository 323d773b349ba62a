import type { Kysely } from 'kysely';
import type { HeadCopies } from './audit/copy-heads.ts';
import type { Pool } from './db/pool.ts';
import type { DatabaseRun } from './db/run.ts';
import type { Database } from './db/tables.ts';
import type { FeedWatch } from './feed/feed-watch.ts';
import type { OrderCopies } from './fleet/order-copies.ts';
import type { DeviceLog } from './identity/devices.ts';
import type { ServerKeys } from './identity/keys.ts';
import type { SignInThrottle } from './identity/throttle.ts';
import type { Metrics } from './operations/metrics.ts';
import type { Provider } from './provider/provider.ts';
import type { Admission } from './pull/admission.ts';
import type { ReleaseConfig } from './releases/config.ts';
import type { StreamHub } from './stream/hub.ts';

/** What routes work with: made once per node by `startServer`, handed down, never reached for. */
export interface Context {
  readonly pool: Pool;
  readonly database: Kysely<Database>;
  readonly keys: ServerKeys;
  readonly clock: () => Date;
  readonly throttle: SignInThrottle;
  readonly metrics: Metrics;
  readonly hub: StreamHub;
  readonly feedWatch: FeedWatch;
  readonly devices: DeviceLog;
  readonly nodeName: string;
  readonly databaseRun: DatabaseRun;
  /** Who may compare a replica with the database at this moment. */
  readonly admission: Admission;
  /** Where this node copies the signed heads of the audit chain to, if it was given a folder. */
  readonly headCopies?: HeadCopies;
  /** Where this node keeps orders outside the database, to devices and about accounts, if it was given a folder. */
  readonly orderCopies?: OrderCopies;
  /** Absent on a server that was given no folder for releases. */
  readonly releases?: ReleaseConfig | undefined;
  /** Absent where everybody signs in with a password of this server. */
  readonly provider?: Provider | undefined;
  /** Tells the stamper of this node, if it is the one, that there is something to do. */
  readonly nudge: () => void;
}
