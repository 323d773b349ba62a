import { z } from 'zod';

/** How a person proves who they are: by a password that the sync server knows, or at the bank's own provider. */
export const signInWay = z.enum(['local', 'provider']);
export type SignInWay = z.infer<typeof signInWay>;
