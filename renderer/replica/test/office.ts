import type { DeviceOrder } from '#shared/protocol/device.ts';
import type { ReplicaCore } from '../core.ts';
import type { ReplicaDeps } from '../deps.ts';
import { createDevice } from './device.ts';
import { emptyPull, Refusal, type Script, scriptedFetch, user } from './scripted-server.ts';

const customerId = '01890000-0000-7000-8000-0000000000c1';

export interface Heard {
  delivered: string[];
  contacts: { confirmed: string[]; unsent?: number }[];
  pushed: string[];
}

/** A device whose user has an edit that the server has not heard of, and the server it comes to. */
export function createOffice(onBoot: (core: ReplicaCore) => void, more: Partial<Script> = {}) {
  const device = createDevice('http://server.test');
  const heard: Heard = { delivered: [], contacts: [], pushed: [] };
  const world: { orders: DeviceOrder[]; takesPushes: boolean } = { orders: [], takesPushes: false };
  const script: Script = {
    pull: () => emptyPull(),
    push({ mutations }) {
      if (!world.takesPushes) throw new Refusal('unavailable');
      for (const { id } of mutations) heard.pushed.push(id);
      return { results: mutations.map(({ id }) => ({ mutationId: id, outcome: 'accepted' })) };
    },
    async contact(payload) {
      heard.contacts.push(payload);
      return world.orders.filter(({ id }) => !payload.confirmed.includes(id));
    },
    sealed(copies) {
      for (const { mutationId } of copies) heard.delivered.push(mutationId);
      return copies.map(({ mutationId }) => ({ mutationId, outcome: 'accepted' }));
    },
    ...more,
  };
  const boot = (overrides: Partial<ReplicaDeps> = {}) => {
    const core = device.boot({ fetch: scriptedFetch(script), automatic: false, ...overrides });
    onBoot(core);
    return core;
  };
  return { device, heard, world, script, boot };
}

export const come = (core: ReplicaCore) => core.signIn({ username: 'rm001', password: 'right' });

export async function addTask(core: ReplicaCore): Promise<string> {
  const { mutationId } = await core.edit({
    collection: 'tasks',
    intent: 'task.add',
    customerId,
    next: {
      assigneeId: user.id,
      kind: 'call',
      title: '回访',
      dueOn: '2026-11-22',
      status: 'open',
      priority: 'normal',
      createdById: user.id,
    },
  });
  return mutationId;
}
