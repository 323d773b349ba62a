import { createStore } from 'zustand/vanilla';
import type { ReplicaErrorCode } from '#renderer/replica/api/error.ts';
import type { Replica } from '#renderer/replica/api/replica.ts';
import type { Session } from '#renderer/replica/api/session.ts';
import { createKeep, type Keep } from '#renderer/ui/keep.ts';

/** What of a person's screens outlives a lock: where they were, and what they were typing. */
export interface Held {
  router?: { dispose(): void };
  readonly keep: Keep;
}

/** What the sign-in says of the session that ended. */
export type EndNotice = 'erasing' | 'erased' | 'erase_failed' | 'wiped' | 'disabled';

/**
 * What a locked session shows: the password of whoever is locked, the sign-in of somebody else, or the sign-in of the
 * same person anew, because the server wants one (`again`) or was not in contact for too long (`over`).
 */
export type LockForm = 'unlock' | 'switch' | 'again' | 'over';

/** Why a password opens nothing any more: signing in does, with the server. */
export type Gone = 'again' | 'over';

export type Phase =
  | { name: 'signed-out'; username?: string; notice?: EndNotice }
  | { name: 'open'; session: Session; held: Held }
  | { name: 'locked'; session: Session; held: Held; since: number; form: LockForm; gone?: Gone };

export interface Gate {
  phase: Phase;
  /** Somebody signed in or unlocked. */
  enter(session: Session): void;
  lock(form?: LockForm): void;
  /** Who asks for `unlock` gets the sign-in anew where there is nothing to unlock. */
  show(form: LockForm): void;
  leave(options?: { erase?: boolean }): void;
  /** The replica has no session any more. */
  lost(error: ReplicaErrorCode): void;
}

export interface GateEffects {
  /** Milliseconds since 1970. */
  now(): number;
  /** Takes down what hangs outside of the screens: messages in a corner. */
  clearMessages(): void;
  /** The next person starts on their own first screen, not on this one's customer. */
  forgetAddress(): void;
}

/** Who may see what is behind the sign-in: nobody, somebody, or somebody who has to show the password again. */
export function createGate(replica: Pick<Replica, 'lock' | 'signOut'>, effects: GateEffects) {
  return createStore<Gate>()((set, get) => {
    function drop(held: Held) {
      held.router?.dispose();
      held.keep.clear();
      effects.clearMessages();
      effects.forgetAddress();
    }

    function end(notice?: EndNotice) {
      const { phase } = get();
      if (phase.name === 'signed-out') return;
      drop(phase.held);
      const { username } = phase.session.user;
      set({ phase: { name: 'signed-out', username, ...(notice === undefined ? {} : { notice }) } });
    }

    /** Unless somebody has come in meanwhile. */
    function tell(notice: EndNotice) {
      const { phase } = get();
      if (phase.name === 'signed-out') set({ phase: { ...phase, notice } });
    }

    return {
      phase: { name: 'signed-out' },
      enter(session) {
        const { phase } = get();
        const stays = phase.name !== 'signed-out' && phase.session.user.id === session.user.id;
        if (phase.name !== 'signed-out' && !stays) drop(phase.held);
        set({ phase: { name: 'open', session, held: stays ? phase.held : { keep: createKeep() } } });
      },
      lock(form = 'unlock') {
        const { phase } = get();
        if (phase.name !== 'open') return;
        phase.held.keep.collect();
        effects.clearMessages();
        set({ phase: { ...phase, name: 'locked', since: effects.now(), form } });
        // The screens are down already, and a worker that is gone holds no keys.
        replica.lock().catch(() => undefined);
      },
      show(form) {
        const { phase } = get();
        if (phase.name !== 'locked') return;
        set({ phase: { ...phase, form: form === 'unlock' ? (phase.gone ?? form) : form } });
      },
      leave({ erase = false } = {}) {
        const { phase } = get();
        if (phase.name === 'signed-out') return;
        const erases = erase || phase.session.policy.signOut === 'erase';
        end(erases ? 'erasing' : undefined);
        replica.signOut(erase ? { erase } : {}).then(
          () => erases && tell('erased'),
          // Where nothing was to be erased, the screens are closed and the keys went: what failed was tidying up.
          () => erases && tell('erase_failed'),
        );
      },
      lost(error) {
        if (error === 'device_wiped') end('wiped');
        else if (error === 'user_disabled') end('disabled');
        // As after a worker that died: the same person signs in again and finds everything as it was.
        else if (error === 'not_signed_in' || error === 'offline_window_over') {
          const gone = error === 'not_signed_in' ? 'again' : 'over';
          get().lock();
          const { phase } = get();
          if (phase.name === 'locked') set({ phase: { ...phase, form: gone, gone } });
        }
      },
    };
  });
}
