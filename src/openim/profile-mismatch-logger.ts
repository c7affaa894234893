import { Inject, Injectable, Logger } from '@nestjs/common';
import { namesOf, OPENIM_COMMANDS } from './commands/openim-commands.js';
import { OpenimOptions } from './openim-options.js';
import { nameIn } from './openim-profile.js';

const BY_NAME = namesOf(OPENIM_COMMANDS);

/** Says, once a command, that a server calls it by a name that the versions of `OPENIM_PROFILE` do not have. */
@Injectable()
export class ProfileMismatchLogger {
  readonly #logger = new Logger(ProfileMismatchLogger.name);
  readonly #said = new Set<string>();

  constructor(@Inject(OpenimOptions) private readonly options: Pick<OpenimOptions, 'openimProfile'>) {}

  see(name: string): void {
    const command = BY_NAME.get(name);
    if (!command?.formerly || this.#said.has(name)) return;
    const { openimProfile } = this.options;
    const expected = nameIn(openimProfile, command);
    if (expected.toLowerCase() === name.toLowerCase()) return;
    this.#said.add(name);
    this.#logger.warn(
      `An OpenIM calls ${name}, which one of OPENIM_PROFILE ${openimProfile} calls ${expected}: if the profile is ` +
        'not that of your version, it may not heed rejects.',
    );
  }
}
