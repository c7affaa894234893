// Which folder of src may import which. A folder may always import itself and the folders inside it. A folder without a
// line of its own follows the line of the folder around it. Type imports count. `npm run check:imports` checks it.
const ALLOW = {
  admin: ['database', 'http', 'metrics', 'replica'],
  backtests: ['admin', 'database', 'json', 'keywords', 'pipeline', 'replica', 'reviews', 'rules', 'strikes'],
  cli: ['json', 'keywords', 'openim', 'pipeline', 'rules/engine', 'simulator', 'tencent'],
  config: ['index.ts', 'platform.ts', 'default-settings.ts'],
  database: ['metrics', 'resilience'],
  health: ['database', 'http', 'redis', 'replica', 'resilience', 'spool'],
  http: ['json', 'metrics', 'pipeline', 'resilience', 'tracing'],
  idempotency: ['database', 'json', 'metrics', 'pipeline', 'redis', 'records', 'resilience'],
  json: [],
  keywords: ['admin', 'database', 'replica'],
  logging: [],
  'member-level': ['admin', 'database', 'json', 'metrics', 'pipeline', 'replica', 'resilience'],
  metrics: [],
  mutes: ['admin', 'database', 'pipeline', 'replica'],
  openim: ['http', 'idempotency', 'json', 'pipeline', 'resilience'],
  pipeline: ['http', 'idempotency', 'json', 'logging', 'metrics', 'resilience', 'tracing'],
  records: [
    'admin',
    'database',
    'idempotency',
    'json',
    'metrics',
    'pipeline',
    'redis',
    'resilience',
    'spool',
  ],
  redis: ['logging', 'metrics', 'resilience'],
  replica: ['database', 'metrics', 'resilience'],
  resilience: ['logging', 'metrics'],
  reviews: ['admin', 'database', 'mutes', 'pipeline', 'records', 'strikes'],
  'rules/engine': ['json', 'keywords', 'pipeline', 'resilience/thenable.ts'],
  rules: [
    'admin',
    'database',
    'keywords',
    'member-level',
    'metrics',
    'mutes',
    'pipeline',
    'redis',
    'replica',
    'resilience',
    'strikes',
  ],
  simulator: ['testing'],
  spool: ['database', 'json', 'metrics', 'resilience'],
  strikes: ['admin', 'database', 'pipeline', 'replica'],
  tencent: ['http', 'idempotency', 'json', 'pipeline', 'resilience'],
  testing: ['database', 'index.ts', 'json', 'platform.ts', 'tencent'],
  tracing: ['resilience'],
  'default-settings.ts': ['openim'],
  'main.ts': ['app.module.ts', 'config', 'index.ts', 'logging'],
  'app.module.ts': ['config', 'index.ts', 'platform.ts'],
  'demo.ts': ['cli', 'config', 'index.ts', 'simulator', 'testing'],
};

// These files put the library together, and may import everything.
const ENTRIES = ['index.ts', 'platform.ts', 'presend.module.ts', 'features.ts'];

// These imports break the table today. Remove a folder when its import is gone; add none.
const KNOWN = {
  // A worker thread cannot be given functions: it imports what the engine asks about the vendors' words.
  backtests: ['openim/openim-facts.ts', 'tencent/tencent-facts.ts'],
  database: ['replica'],
  json: ['pipeline'],
  keywords: ['rules'],
  'rules/engine': ['admin', 'rules'],
};
// These files import each other today. Remove them when they do not; add none.
const KNOWN_CIRCLES = [
  'pipeline/callback.ts',
  'pipeline/outcome.ts',
  'pipeline/commands/callback-guard.ts',
  'pipeline/commands/callback-platform.ts',
  'pipeline/commands/command.ts',
];

const pathOf = (name) => (name.endsWith('.ts') ? `^src/${name.replaceAll('.', '\\.')}$` : `^src/${name}/`);
const rooms = Object.keys(ALLOW);

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    ...rooms.map((room) => ({
      name: `imports-of-${room.replaceAll(/\W/g, '-')}`,
      severity: 'error',
      comment: `src/${room} may import: ${ALLOW[room].join(', ') || 'no other folder'}.`,
      from: {
        path: pathOf(room),
        pathNot: rooms.filter((other) => other.startsWith(`${room}/`)).map(pathOf),
      },
      to: { path: '^src/', pathNot: [room, ...ALLOW[room], ...(KNOWN[room] ?? [])].map(pathOf) },
    })),
    {
      name: 'folder-without-a-line',
      severity: 'error',
      comment: 'Give the folder a line in the table.',
      from: { path: '^src/', pathNot: [...rooms, ...ENTRIES].map(pathOf) },
      to: {},
    },
    {
      name: 'no-circles',
      severity: 'error',
      from: { path: '^(src|migrations)/', pathNot: KNOWN_CIRCLES.map(pathOf) },
      to: { circular: true },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'types'] },
  },
};
