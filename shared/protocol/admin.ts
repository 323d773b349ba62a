import { z } from 'zod';
import { roleName } from '../access/roles.ts';
import { signInWay } from '../access/sign-in-way.ts';
import { customerKind } from '../model/customer.ts';
import { businessDate, instant, line, uuid } from '../model/primitives.ts';
import { person } from './parked.ts';

export const REASSIGN_LIMIT = 1000;

/** How many files one answer names. */
export const FILES_LIMIT = 1000;

/** For the record, with every act of administration. */
const reason = line(200);

/** `POST /admin/covers`: one file or one manager's whole portfolio, for one user, until an end. */
export const coverRequest = z
  .strictObject({
    userId: uuid,
    customerId: uuid.optional(),
    managerId: uuid.optional(),
    startsAt: instant.optional(),
    endsAt: instant,
    reason,
  })
  .refine((cover) => (cover.customerId === undefined) !== (cover.managerId === undefined), {
    path: ['customerId'],
    error: 'either a file or a portfolio',
  });
export type CoverRequest = z.infer<typeof coverRequest>;

export const cover = z.object({
  id: uuid,
  /** Absent where it is the counter of a branch that covers. */
  userId: uuid.optional(),
  branchId: uuid.optional(),
  customerId: uuid.optional(),
  managerId: uuid.optional(),
  startsAt: instant,
  endsAt: instant,
  reason: z.string(),
});
export type Cover = z.infer<typeof cover>;

/** `GET /admin/covers`: those in force or to come. */
export const coversResponse = z.object({ items: z.array(cover) });

/** `POST /admin/covers/:id/end` */
export const endRequest = z.strictObject({ reason });

/** `POST /admin/reassign` */
export const reassignRequest = z
  .strictObject({
    customerIds: z.array(uuid).min(1).max(REASSIGN_LIMIT),
    /** The new manager; `null` leaves the customers to the branch. */
    managerId: uuid.nullable().optional(),
    branchId: uuid.optional(),
    reason,
  })
  .refine((wanted) => wanted.managerId !== undefined || wanted.branchId !== undefined, {
    path: ['managerId'],
    error: 'a manager, a branch or both',
  });
export type ReassignRequest = z.infer<typeof reassignRequest>;

/** `busy` ones were being edited at that moment: ask again for them. `not_found` is also what one may not see. */
export const reassignResponse = z.object({
  moved: z.array(uuid),
  unchanged: z.array(uuid),
  busy: z.array(uuid),
  notFound: z.array(uuid),
});
export type ReassignResponse = z.infer<typeof reassignResponse>;

/** `POST /admin/users/:id` */
export const userChange = z
  .strictObject({
    role: roleName.optional(),
    branchId: uuid.optional(),
    /** All the branches besides that one at which the user works. */
    branches: z.array(uuid).max(50).optional(),
    disabled: z.boolean().optional(),
    /** In both languages; IT's to change. */
    name: line(60).optional(),
    nameEn: line(80).optional(),
    /** IT's to change. All sessions end, and what the user proved themselves with counts no longer. */
    signIn: signInWay.optional(),
    reason,
  })
  .refine(({ reason: _, ...change }) => Object.keys(change).length > 0, {
    path: ['role'],
    error: 'a change',
  });
export type UserChange = z.infer<typeof userChange>;

export const userState = z.object({
  id: uuid,
  role: roleName,
  branchId: uuid,
  /** Others at which the user works, too. */
  branches: z.array(uuid),
  disabled: z.boolean(),
  /** The name to sign in with. */
  username: z.string().optional(),
  /** Until when a one-time password waits to be used. */
  oneTimeUntil: instant.optional(),
  secondFactor: z.boolean().optional(),
  /** Absent: with a password. */
  signIn: signInWay.optional(),
});
export type UserState = z.infer<typeof userState>;

/** `GET /admin/users`: of the own branch, or all for IT. Names are in the directory. */
export const usersResponse = z.object({ items: z.array(userState) });

/**
 * `POST /admin/files`: finds files to administer, by exactly one of these. For people who hold none: by number, and
 * nothing in the answer that says more of a customer than the number does.
 */
export const filesRequest = z
  .strictObject({
    customerIds: z.array(uuid).min(1).max(FILES_LIMIT).optional(),
    customerNos: z.array(line(32)).min(1).max(FILES_LIMIT).optional(),
    managerId: uuid.optional(),
  })
  .refine((wanted) => Object.keys(wanted).length === 1, {
    path: ['customerIds'],
    error: 'exactly one of them',
  });
export type FilesRequest = z.infer<typeof filesRequest>;

export const administeredFile = z.object({
  id: uuid,
  customerNo: line(32),
  kind: customerKind,
  openedOn: businessDate,
  branchId: uuid,
  managerId: uuid.optional(),
  /** Who alone reads a restricted file; absent for one that is not. */
  readers: z.array(uuid).optional(),
});
export type AdministeredFile = z.infer<typeof administeredFile>;

export const filesResponse = z.object({ items: z.array(administeredFile), more: z.boolean() });
export type FilesResponse = z.infer<typeof filesResponse>;

/** `POST /admin/customers/:id/merge`: the customer in the path goes into the survivor. */
export const mergeRequest = z.strictObject({ survivorId: uuid, reason });
export const mergeResponse = z.object({ mergedId: uuid, survivorId: uuid, documents: z.int() });
export type MergeResponse = z.infer<typeof mergeResponse>;

/** `POST /admin/restrictions`: who alone is to read a file; `null` lifts the restriction. */
export const restrictionRequest = z.strictObject({
  customerId: uuid,
  readers: z.array(uuid).min(1).max(50).nullable(),
  reason,
});
export type RestrictionRequest = z.infer<typeof restrictionRequest>;

export const restriction = z.object({
  id: uuid,
  customerId: uuid,
  readers: z.array(uuid).nullable(),
  reason: z.string(),
  requestedBy: person,
  requestedAt: instant,
  decision: z.enum(['approve', 'refuse']).optional(),
  mayDecide: z.boolean(),
});
export type Restriction = z.infer<typeof restriction>;

/** `GET /admin/restrictions`: what waits for a decision. */
export const restrictionsResponse = z.object({ items: z.array(restriction) });

/** `POST /admin/restrictions/:id` */
export const restrictionDecision = z.strictObject({ decision: z.enum(['approve', 'refuse']) });
