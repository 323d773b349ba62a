import { z } from 'zod';
import { roleName } from '../access/roles.ts';
import { line, uuid } from '../model/primitives.ts';

/** The person signed in, as every screen needs to know it, offline too. */
export const sessionUser = z.object({
  id: uuid,
  username: line(40),
  name: line(60),
  nameEn: line(80),
  role: roleName,
  branchId: uuid,
  branchName: line(80),
  branchNameEn: line(80),
});
export type SessionUser = z.infer<typeof sessionUser>;

export const signInRequest = z.strictObject({
  username: z.string().min(1).max(40),
  password: z.string().min(1).max(200),
  deviceId: uuid,
});
export type SignInRequest = z.infer<typeof signInRequest>;

export const tokenPair = z.object({
  accessToken: z.string(),
  /** Seconds from now. */
  accessExpiresIn: z.int(),
  refreshToken: z.string(),
});

export const signInResponse = tokenPair.extend({
  user: sessionUser,
  /** How long this user may sign in without reaching the server, in hours since the last contact. */
  offlineHours: z.int(),
});
export type SignInResponse = z.infer<typeof signInResponse>;

export const refreshRequest = z.strictObject({ refreshToken: z.string().min(1).max(400), deviceId: uuid });
export type RefreshRequest = z.infer<typeof refreshRequest>;

export const refreshResponse = signInResponse;
export type RefreshResponse = z.infer<typeof refreshResponse>;

export const signOutRequest = refreshRequest;
