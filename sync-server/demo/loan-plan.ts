/** An annuity: the same amount every month pays the interest first and the principal with the rest. */
export interface LoanPlan {
  /** In fen. */
  readonly principal: number;
  readonly rateBasisPoints: number;
  /** Instalments in all. */
  readonly count: number;
}

/** The monthly amount, in fen. */
export function instalmentOf({ principal, rateBasisPoints, count }: LoanPlan): number {
  const rate = rateBasisPoints / 120_000;
  if (rate === 0) return Math.ceil(principal / count);
  return Math.round((principal * rate) / (1 - (1 + rate) ** -count));
}

/** The principal still owed after some instalments, in fen. */
export function outstandingAfter(plan: LoanPlan, paid: number): number {
  if (paid >= plan.count) return 0;
  if (paid <= 0) return plan.principal;
  const rate = plan.rateBasisPoints / 120_000;
  const growth = (1 + rate) ** paid;
  const repaid = rate === 0 ? instalmentOf(plan) * paid : (instalmentOf(plan) * (growth - 1)) / rate;
  return Math.max(0, Math.round(plan.principal * growth - repaid));
}
