// Writes .env.example and the table of variables in docs/operating.md.
import { readFileSync, writeFileSync } from 'node:fs';
import { environmentExample, withVariableTable } from '../../dist/src/config/config-docs.js';

const page = new URL('../../docs/operating.md', import.meta.url);
writeFileSync(new URL('../../.env.example', import.meta.url), environmentExample());
writeFileSync(page, withVariableTable(readFileSync(page, 'utf8')));
