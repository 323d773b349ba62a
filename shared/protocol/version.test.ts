import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { collections } from '../model/collections.ts';
import { mutation } from '../model/mutation.ts';
import {
  cover,
  coverRequest,
  coversResponse,
  endRequest,
  filesRequest,
  filesResponse,
  mergeRequest,
  mergeResponse,
  reassignRequest,
  reassignResponse,
  restriction,
  restrictionDecision,
  restrictionRequest,
  userChange,
  userState,
  usersResponse,
} from './admin.ts';
import { refreshRequest, signInRequest, signInResponse } from './auth.ts';
import {
  challengeRequest,
  challengeResponse,
  contactPayload,
  contactResponse,
  deviceRequest,
  replicaKeyRequest,
  replicaKeyResponse,
  sealedPayload,
  sealedResponse,
  signedEdit,
} from './device.ts';
import { errorBody } from './errors.ts';
import { lookupRequest, lookupResponse } from './lookup.ts';
import {
  changeDecision,
  changeRequestsResponse,
  changeResult,
  parkedDecision,
  parkedResponse,
  parkedResult,
} from './parked.ts';
import { providerAnswer, providerBegin, providerBegun, providerSignIn, signInWays } from './provider.ts';
import { pullRequest, pullResponse } from './pull.ts';
import { pushRequest, pushResponse } from './push.ts';
import { streamEvent } from './stream.ts';
import { OLDEST_PROTOCOL_VERSION, PROTOCOL_VERSION, SCHEMA_VERSION } from './version.ts';

async function hashOf(schemas: Record<string, z.ZodType>): Promise<string> {
  const shapes = Object.entries(schemas).map(([name, schema]) => [
    name,
    z.toJSONSchema(schema, { io: 'input' }),
  ]);
  const bytes = new TextEncoder().encode(JSON.stringify(shapes));
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return [...digest.slice(0, 8)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

/**
 * A changed schema is a changed protocol: deployed clients speak the old one. Raise the version, write its line of
 * history in version.ts, keep the previous one served, then put the new hash here.
 */
describe('versions', () => {
  it('[V1] are raised when a message changes', async () => {
    const messages = {
      mutation,
      pullRequest,
      pullResponse,
      pushRequest,
      pushResponse,
      signInRequest,
      signInResponse,
      refreshRequest,
      signInWays,
      providerBegin,
      providerBegun,
      providerAnswer,
      providerSignIn,
      errorBody,
      streamEvent,
      challengeRequest,
      challengeResponse,
      deviceRequest,
      contactPayload,
      contactResponse,
      sealedPayload,
      sealedResponse,
      signedEdit,
      replicaKeyRequest,
      replicaKeyResponse,
      parkedResponse,
      parkedDecision,
      parkedResult,
      changeRequestsResponse,
      changeDecision,
      changeResult,
      lookupRequest,
      lookupResponse,
      coverRequest,
      cover,
      coversResponse,
      endRequest,
      reassignRequest,
      reassignResponse,
      userChange,
      userState,
      mergeRequest,
      mergeResponse,
      restrictionRequest,
      restriction,
      restrictionDecision,
      usersResponse,
      filesRequest,
      filesResponse,
    };
    expect([PROTOCOL_VERSION, await hashOf(messages)]).toEqual([4, '11218f1452df7668']);
  });

  it('[V2] are raised when a document changes', async () => {
    const documents = Object.fromEntries(
      Object.entries(collections).map(([name, { schema }]) => [name, schema]),
    );
    expect([SCHEMA_VERSION, await hashOf(documents)]).toEqual([3, 'ec3bac8c056210a7']);
  });

  it('[V3] keep the previous protocol served', () => {
    expect(OLDEST_PROTOCOL_VERSION).toBe(PROTOCOL_VERSION - 1);
  });
});
