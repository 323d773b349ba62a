import type { UpdateFault, UpdateRefusal } from '#shared/releases/update-state.ts';

/** Something about an update is in doubt: it is not installed. */
export class UpdateRefused extends Error {
  readonly reason: UpdateRefusal;
  readonly version: string | undefined;
  constructor(reason: UpdateRefusal, version?: string) {
    super(reason);
    this.name = 'UpdateRefused';
    this.reason = reason;
    this.version = version;
  }
}

/** No answer, or no download, this time. */
export class UpdateFailed extends Error {
  readonly reason: UpdateFault;
  constructor(reason: UpdateFault) {
    super(reason);
    this.name = 'UpdateFailed';
    this.reason = reason;
  }
}
