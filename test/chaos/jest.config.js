import base from '../../jest.config.js';

/** Real processes under faults: `npm run test:chaos`, by itself and one test after another. */
export default {
  ...base,
  rootDir: '../..',
  roots: ['<rootDir>/test/chaos'],
  testPathIgnorePatterns: ['/node_modules/'],
  // Each test has a PostgreSQL of its own to kill.
  globalSetup: '<rootDir>/test/chaos/support/global-setup.mjs',
  globalTeardown: '<rootDir>/test/chaos/support/global-teardown.mjs',
  maxWorkers: 1,
  testTimeout: 300_000,
};
