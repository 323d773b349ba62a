import { v7 } from 'uuid';
import type { Mutation } from '#shared/model/mutation.ts';
import { signInResponse } from '#shared/protocol/auth.ts';
import { type PushResult, pushResponse } from '#shared/protocol/push.ts';
import { PROTOCOL_VERSION, SCHEMA_VERSION } from '#shared/protocol/version.ts';
import type { SignIn } from '#sync-server/demo/sign-ins.ts';

/** Signs a person in on another device; gives what asks the server in their name. */
export async function askAs(port: number, person: SignIn, deviceId: string = v7()) {
  const post = async (path: string, body: object, token?: string): Promise<unknown> => {
    const answer = await fetch(`http://127.0.0.1:${port}${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...(token && { authorization: `Bearer ${token}` }) },
      body: JSON.stringify(body),
    });
    if (!answer.ok) throw new Error(`${path} was answered with ${answer.status}`);
    return answer.json();
  };
  const { username, password } = person;
  const session = signInResponse.parse(await post('/auth/sign-in', { username, password, deviceId }));
  return (path: string, body: object) => post(path, body, session.accessToken);
}

/** Sends edits as a person does from another device: what no screen of this client enters comes from there. */
export async function pushAs(
  port: number,
  person: SignIn,
  mutations: readonly Mutation[],
): Promise<PushResult[]> {
  const deviceId = v7();
  const ask = await askAs(port, person, deviceId);
  const request = { protocol: PROTOCOL_VERSION, schema: SCHEMA_VERSION, deviceId, mutations };
  return pushResponse.parse(await ask('/sync/push', request)).results;
}

export function customerEdit(customerId: string, base: Mutation['base'], next: Mutation['next']): Mutation {
  return {
    id: v7(),
    collection: 'customers',
    documentId: customerId,
    customerId,
    op: 'update',
    intent: 'customer.edit',
    baseRev: 1,
    base,
    next,
    at: new Date().toISOString(),
  };
}
