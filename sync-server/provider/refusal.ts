import { AuthorizationResponseError } from 'openid-client';
import type { ProviderProblem } from '#shared/protocol/provider.ts';

/** Why a sign-in at the provider led to nobody. */
export class ProviderRefusal extends Error {
  readonly problem: ProviderProblem;
  constructor(problem: ProviderProblem, cause?: unknown) {
    super(`sign-in at the provider: ${problem}`, cause === undefined ? undefined : { cause });
    this.name = 'ProviderRefusal';
    this.problem = problem;
  }
}

/** Answers of the provider that mean that whoever was asked did not want to, or was not let. */
const declined = ['access_denied', 'login_required', 'interaction_required', 'consent_required'];
const away = ['server_error', 'temporarily_unavailable'];

/** What a failure of the exchange means for who waits. Whatever is not known to be harmless is `refused`. */
export function refusalOf(error: unknown): ProviderRefusal {
  if (error instanceof ProviderRefusal) return error;
  if (error instanceof AuthorizationResponseError) {
    if (declined.includes(error.error)) return new ProviderRefusal('cancelled', error);
    if (away.includes(error.error)) return new ProviderRefusal('unreachable', error);
  }
  return new ProviderRefusal(isNetworkFault(error) ? 'unreachable' : 'refused', error);
}

/** `fetch` says no more than that it failed; a time-out has a name. */
function isNetworkFault(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code = 'code' in error ? error.code : undefined;
  if (code === 'OAUTH_TIMEOUT') return true;
  const inner = error.cause instanceof Error ? error.cause : error;
  return ['TimeoutError', 'AbortError'].includes(inner.name) || inner.message === 'fetch failed';
}
