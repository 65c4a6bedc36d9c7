import { parseJsonWithComments } from '#emulators/service-bus/config/parse-json';
import type { QueueConfig } from '#emulators/service-bus/config/queue-config';
import { queueConfigs } from '#emulators/service-bus/config/queue-configs';

/**
 * Reads the text of a Config.json in the official emulator's format, comments allowed; `file` is its name in errors.
 * @throws RingproofError `RP_CONFIG_INVALID`, naming the line of a syntax error or the JSON path of a wrong value
 */
export const readConfig = (text: string, file: string): QueueConfig[] => queueConfigs(parseJsonWithComments(text, file), file);
