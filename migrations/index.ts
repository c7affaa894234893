import { CreateMemberLevel1795132800001 } from './1795132800001-create-member-level.js';
import { CreateMessageLog1795132800000 } from './1795132800000-create-message-log.js';
import { CreateMessageClaim1795219200000 } from './1795219200000-create-message-claim.js';
import { CreateMute1795132800002 } from './1795132800002-create-mute.js';
import { CreateAdminKey1795219200001 } from './1795219200001-create-admin-key.js';
import { CreateAuditLog1795305600001 } from './1795305600001-create-audit-log.js';
import { CreateBacktest1795392000001 } from './1795392000001-create-backtest.js';
import { CreateStrike1795392000000 } from './1795392000000-create-strike.js';
import { AddEventKind1796000000000 } from './1796000000000-add-event-kind.js';
import { CreateRules1795305600000 } from './1795305600000-create-rules.js';

/** All migrations; TypeORM runs them by the time in their names. */
export const migrations = [
  CreateMessageLog1795132800000,
  CreateMemberLevel1795132800001,
  CreateMute1795132800002,
  CreateMessageClaim1795219200000,
  CreateAdminKey1795219200001,
  CreateRules1795305600000,
  CreateAuditLog1795305600001,
  CreateStrike1795392000000,
  CreateBacktest1795392000001,
  AddEventKind1796000000000,
];
