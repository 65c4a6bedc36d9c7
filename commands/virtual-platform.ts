import { type RunningPlatform, type PlatformOptions, startPlatform } from '#emulators/platform/index';
import { type RunningServiceBus, startServiceBus } from '#emulators/service-bus/index';
import { PLATFORM_QUEUES } from '#commands/platform-queues';

export interface VirtualPlatform {
  platform: RunningPlatform;
  connectionString: string;
  stop(): Promise<void>;
}

/** The virtual platform with a bus: the given one, or an embedded one of its own. */
export async function startVirtualPlatform(options: Omit<PlatformOptions, 'connectionString'> & { connectionString?: string }): Promise<VirtualPlatform> {
  const bus: RunningServiceBus | undefined = options.connectionString === undefined ? await startServiceBus({ queues: PLATFORM_QUEUES }) : undefined;
  const connectionString = options.connectionString ?? bus?.connectionString ?? '';
  try {
    const platform = await startPlatform({ ...options, connectionString });
    return {
      platform, connectionString,
      async stop() {
        await platform.stop();
        await bus?.stop();
      },
    };
  } catch (error) {
    await bus?.stop();
    throw error;
  }
}
