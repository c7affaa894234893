// A host application whose policy goes wrong in the way that CHAOS_POLICY says.
import { Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { readConfig } from '../../../dist/src/config/config.js';
import { CallbackExpressAdapter, PinoLogger, PresendModule } from '../../../dist/src/index.js';

class Hanging {
  name = 'hanging';

  decide() {
    return new Promise(() => {});
  }
}

class Blocking {
  name = 'blocking';
  #nextAt = performance.now() + 1_000;

  decide() {
    const start = performance.now();
    if (start < this.#nextAt) return undefined;
    this.#nextAt = start + 2_000;
    while (performance.now() - start < 300);
    return undefined;
  }
}

/** Two hundred and fifty a second, and no more. */
class Laborious {
  name = 'laborious';

  decide() {
    const start = performance.now();
    while (performance.now() - start < 4);
    return undefined;
  }
}

const policies = { hanging: Hanging, blocking: Blocking, laborious: Laborious };
const { port, host, presend } = readConfig();
class App {}
Module({
  imports: [PresendModule.forRoot({ ...presend, policies: [policies[process.env.CHAOS_POLICY]] })],
})(App);

const app = await NestFactory.create(App, new CallbackExpressAdapter(), { logger: new PinoLogger() });
app.enableShutdownHooks(['SIGTERM', 'SIGINT'], { useProcessExit: true });
await app.listen(port, host);
