import { Inject, Injectable, Logger } from '@nestjs/common';
import { namesOf, OPENIM_COMMANDS } from './commands/openim-commands.js';
import { OpenimOptions } from './openim-options.js';
import { nameIn } from './openim-profile.js';

const BY_NAME = namesOf(OPENIM_COMMANDS);

/** Logs if a server uses a command name that the versions of `OPENIM_PROFILE` do not have; once for each name. */
@Injectable()
export class ProfileMismatchLogger {
  readonly #logger = new Logger(ProfileMismatchLogger.name);
  readonly #said = new Set<string>();

  constructor(@Inject(OpenimOptions) private readonly options: Pick<OpenimOptions, 'openimProfile'>) {}

  check(name: string): void {
    const command = BY_NAME.get(name);
    if (!command?.formerly || this.#said.has(name)) return;
    const { openimProfile } = this.options;
    const expected = nameIn(openimProfile, command);
    if (expected.toLowerCase() === name.toLowerCase()) return;
    this.#said.add(name);
    this.#logger.warn(
      `An OpenIM server calls ${name}; a server of OPENIM_PROFILE ${openimProfile} calls ${expected}. If the profile is ` +
        "not your server's version, the server may ignore rejects.",
    );
  }
}
