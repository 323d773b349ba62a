import type { FastifyRequest } from 'fastify';
import { type Action, abilityOf, type Subject } from '#shared/access/ability.ts';
import type { Context } from '../context.ts';
import { HttpError } from '../http/http-error.ts';
import { type Principal, requireUser } from './guard.ts';
import { policyOf } from './policy.ts';
import { factorWanted, isEnrolled } from './second-factor.ts';

/** The signed-in person whose role may do this, or a typed refusal. */
export async function requireAbility(
  context: Context,
  request: FastifyRequest,
  action: Action,
  subject: Subject,
): Promise<Principal> {
  const principal = await requireUser(context, request);
  if (!abilityOf(principal.role).can(action, subject)) {
    throw new HttpError('forbidden', `this role may not ${action} ${subject}`);
  }
  if (principal.role === 'it_admin') await requireFactor(context, request, principal);
  return principal;
}

/** Where the bank requires one, an administrator without a second factor administers nothing. */
async function requireFactor(
  context: Context,
  request: FastifyRequest,
  { role, userId }: Principal,
): Promise<void> {
  const policy = await policyOf(context.pool, role, request.log);
  if (factorWanted(role, policy) !== 'required' || (await isEnrolled(context.pool, userId))) return;
  throw new HttpError('second_factor_missing', 'a second factor is to be set up first');
}
