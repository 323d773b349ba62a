/** Runs in a page or a worker: from now on its clock is off by so many milliseconds, 0: as the machine's. */
export function shiftClock(off: number): void {
  const realm: { Date: DateConstructor; RightDate?: DateConstructor } = globalThis;
  realm.RightDate ??= Date;
  const Right = realm.RightDate;
  class Shifted extends Right {
    constructor(...values: unknown[]) {
      if (values.length === 0) super(Shifted.now());
      else super(...(values as [number]));
    }
    static override now(): number {
      return Right.now() + off;
    }
  }
  realm.Date = Shifted as DateConstructor;
}
