import { z } from 'zod';
import { deviceRequest } from '#shared/protocol/device.ts';
import { programPayload, programResponse } from '#shared/protocol/releases.ts';
import { channel, fileName, type platform } from '#shared/releases/manifest.ts';
import type { Context } from '../context.ts';
import { payloadOf, requireDevice, type SignedRequest } from '../device/guard.ts';
import { HttpError } from '../http/http-error.ts';
import { requestLimit } from '../http/request-limit.ts';
import { errors, sentAsText, type TypedApp } from '../http/typed-app.ts';
import { filePath } from './files.ts';
import { channelFile, offerTo } from './offer.ts';
import { noteProgram, type ProgramPass, readPass } from './program.ts';
import { manifestOf, type ReleaseRow } from './rows.ts';
import { sendFile } from './send-file.ts';

const PROGRAM = '/device/program';
const PROGRAM_PER_MINUTE = 20;

/** Channel files as electron-updater's generic provider names them: `latest` whatever the channel's name is. */
const channelFiles: Readonly<Record<string, z.infer<typeof platform>>> = {
  'latest.yml': 'win32',
  'latest-linux.yml': 'linux',
  'latest-linux-arm64.yml': 'linux',
  'latest-mac.yml': 'darwin',
};

/**
 * What devices ask of releases: a pass under their own key, then the layout of electron-updater's generic provider.
 * `perMinute` is by address, and a branch has one: see `deviceRoutes`.
 */
export function releaseDeviceRoutes(app: TypedApp, context: Context, perMinute: number): void {
  const config = { rateLimit: { max: perMinute, timeWindow: 60_000 } };
  const perDevice = requestLimit(app, PROGRAM_PER_MINUTE, (request) => {
    const { body, routeOptions } = request as SignedRequest;
    return `${routeOptions.url} ${body.deviceId.toLowerCase()}`;
  });

  app.post(
    PROGRAM,
    {
      config,
      bodyLimit: 16 * 1024,
      schema: {
        summary: 'A device says which program runs on it and how updates go; it gets a pass for releases',
        body: deviceRequest,
        response: { 200: programResponse, ...errors(400, 401, 413, 429, 503) },
      },
    },
    async (request) => {
      const device = await requireDevice(context, request, PROGRAM, perDevice);
      if (!device.approved) throw new HttpError('unauthenticated', 'a device that waits for approval');
      return noteProgram(context, device.id, payloadOf(programPayload, request.body.payload));
    },
  );

  app.get(
    '/releases/:channel/:name',
    {
      config,
      // Installers do not shrink, and a range is of the bytes as they are.
      compress: false,
      schema: {
        summary: "A release as electron-updater's generic provider asks for it, by the ring of the device",
        params: z.strictObject({ channel, name: fileName }),
        // electron-updater adds one against caches.
        querystring: z.strictObject({ noCache: z.string().max(40).optional() }),
        response: { 200: sentAsText(z.string()), ...errors(400, 401, 404, 429, 503) },
      },
    },
    async (request, reply) => {
      const pass = readPass(context, request.headers.authorization);
      if (pass === undefined) throw new HttpError('unauthenticated', 'no pass of a device');
      const { channel: asked, name } = request.params;
      const absent = new HttpError('not_found', 'nothing of that name for this device');
      if (asked !== pass.channel) throw absent;
      const offer = await offerTo(context, pass);
      if (Object.hasOwn(channelFiles, name)) {
        if (channelFiles[name] !== pass.platform) throw absent;
        return reply.type('text/yaml; charset=utf-8').send(channelFile(offer, pass.version));
      }
      const found = offer && fileOf(offer, name);
      const source = found ?? (await ownBlockMap(context, pass, name));
      const folder = context.releases?.folder;
      if (source === undefined || folder === undefined) throw absent;
      return sendFile(request, reply, filePath(folder, source.releaseId, name), source.file);
    },
  );
}

function fileOf(release: ReleaseRow, name: string) {
  const file = manifestOf(release).files.find((one) => one.name === name);
  return file && { releaseId: release.id, file };
}

/** The block map of what runs on the device: with it only what changed is downloaded. It holds sums, no program. */
async function ownBlockMap(context: Context, pass: ProgramPass, name: string) {
  if (!name.endsWith('.blockmap')) return undefined;
  const found = await context.pool.query<ReleaseRow>(
    `select * from releases where channel = $1 and platform = $2 and arch = $3 and version = $4
       and whole_at is not null`,
    [pass.channel, pass.platform, pass.arch, pass.version],
  );
  return found.rows[0] && fileOf(found.rows[0], name);
}
