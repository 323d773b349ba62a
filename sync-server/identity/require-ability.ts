import type { FastifyRequest } from 'fastify';
import { type Action, abilityOf, type Subject } from '#shared/access/ability.ts';
import type { Context } from '../context.ts';
import { HttpError } from '../http/http-error.ts';
import { type Principal, requireUser } from './guard.ts';

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
  return principal;
}
