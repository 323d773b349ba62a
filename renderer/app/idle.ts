export interface Clocks {
  /** Milliseconds of the wall clock: it runs on while the machine sleeps, but can be set back. */
  wall(): number;
  /** Milliseconds of a clock that cannot be set, but may stand still while the machine sleeps. */
  steady(): number;
}

export interface IdleWatch {
  /** Somebody pressed a key or moved the pointer; `false` when that came too late. */
  touched(): boolean;
  /** Milliseconds until the limit, 0 when it is over. */
  left(): number;
}

/** How long nobody has touched the machine. Whichever clock says longer is believed. */
export function createIdleWatch(limitMs: number, clocks: Clocks): IdleWatch {
  let wall = clocks.wall();
  let steady = clocks.steady();
  const left = () => {
    const idle = Math.max(clocks.wall() - wall, clocks.steady() - steady);
    return Math.max(0, limitMs - idle);
  };
  return {
    left,
    touched() {
      // The first key after a night of sleep must lock, not begin another spell.
      if (left() === 0) return false;
      wall = clocks.wall();
      steady = clocks.steady();
      return true;
    },
  };
}
