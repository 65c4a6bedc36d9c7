import { parseJsonWithComments } from '#emulators/service-bus/config/parse-json';
import { type ConfiguredEntities, emulatorEntities } from '#emulators/service-bus/config/emulator-config';

/**
 * Reads the text of a Config.json in the official emulator's format, comments allowed; `file` is its name in errors.
 * @throws RingproofError `RP_CONFIG_INVALID`, naming the line of a syntax error or the JSON path of a wrong value
 */
export const readConfig = (text: string, file: string): ConfiguredEntities => emulatorEntities(parseJsonWithComments(text, file), file);
