import { audit } from '../admin/audit.ts';
import type { Context } from '../context.ts';
import { type Client, inTransaction } from '../db/pool.ts';
import { isStorableText } from '../http/storable.ts';
import type { Identity } from './provider.ts';
import { ProviderRefusal } from './refusal.ts';

/**
 * Whom the provider has vouched for. At the first time it is the person of that name, from then on whoever was linked to
 * the provider's account: a name that is given to somebody else there opens nothing of its former owner's. Nobody is
 * entered by signing in. Throws {@link ProviderRefusal}; the refusal is a line in the audit log.
 */
export async function personOf(context: Context, identity: Identity): Promise<string> {
  const found = await inTransaction(context.pool, (client) => find(client, context, identity));
  if (typeof found === 'string') return found;
  const { problem, userId } = found;
  await audit(
    context.pool,
    {
      actorId: userId ?? null,
      action: 'session.refuse',
      ...(userId !== undefined && { subjectId: userId }),
      reason: '',
      detail: { why: problem },
    },
    context.clock(),
  );
  throw new ProviderRefusal(problem);
}

interface Refused {
  readonly problem: 'unknown_person' | 'user_disabled' | 'other_account';
  readonly userId?: string;
}

interface Row {
  id: string;
  disabled: boolean;
}

async function find(client: Client, context: Context, identity: Identity): Promise<string | Refused> {
  const { issuer, subject } = identity;
  if (!isStorableText(subject)) return { problem: 'unknown_person' };
  const linked = await client.query<Row>(
    `select u.id, u.disabled from provider_links l join users u on u.id = l.user_id
     where l.issuer = $1 and l.subject = $2 and u.sign_in = 'provider'`,
    [issuer, subject],
  );
  const [known] = linked.rows;
  if (known !== undefined) return admitted(known);
  const name = identity.name?.trim().toLowerCase() ?? '';
  if (name === '' || !isStorableText(name)) return { problem: 'unknown_person' };
  // Locked, so that two first sign-ins at once take turns and the second one sees the link.
  const named = await client.query<Row>(
    "select id, disabled from users where username = $1 and sign_in = 'provider' for update",
    [name],
  );
  const [person] = named.rows;
  if (person === undefined) return { problem: 'unknown_person' };
  const outcome = admitted(person);
  if (typeof outcome !== 'string') return outcome;
  return (await link(client, context, identity, person.id))
    ? person.id
    : { problem: 'other_account', userId: person.id };
}

function admitted({ id, disabled }: Row): string | Refused {
  return disabled ? { problem: 'user_disabled', userId: id } : id;
}

/** Whether the person is that account's from now on: of one that is linked, only to the very same. */
async function link(
  client: Client,
  context: Context,
  { issuer, subject }: Identity,
  userId: string,
): Promise<boolean> {
  const made = await client.query(
    'insert into provider_links (issuer, subject, user_id, linked_at) values ($1, $2, $3, $4) on conflict do nothing',
    [issuer, subject, userId, context.clock()],
  );
  if (made.rowCount === 1) {
    const act = { actorId: userId, action: 'person.link' as const, subjectId: userId, reason: '' };
    await audit(client, { ...act, detail: { issuer } }, context.clock());
    return true;
  }
  const own = await client.query(
    'select 1 from provider_links where issuer = $1 and subject = $2 and user_id = $3',
    [issuer, subject, userId],
  );
  return own.rowCount === 1;
}
