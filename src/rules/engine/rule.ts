/** Ids that a rule applies to. With both members: the ids in `include` that are not in `exclude`. */
export interface Selection {
  readonly include?: readonly string[];
  readonly exclude?: readonly string[];
}

/** The messages that a rule applies to. A member that is left out limits nothing. */
export interface RuleScope {
  readonly apps?: Selection;
  readonly families?: Selection;
  /** Left out: the rule applies to messages alone. A rule applies to actions if it names their commands. */
  readonly commands?: Selection;
  readonly conversationTypes?: Selection;
  /** @deprecated the old name of `conversationTypes` */
  readonly groupTypes?: Selection;
  readonly conversations?: Selection;
  readonly senders?: Selection;
  readonly levels?: Selection;
  readonly clientPlatforms?: Selection;
  /** @deprecated the old name of `clientPlatforms` */
  readonly platforms?: Selection;
  /** True: the rule does not apply to calls of an administrator (REST API, or in the name of a user). */
  readonly exemptAdmins?: boolean;
}

export const RULE_STATES = ['draft', 'shadow', 'live'] as const;
/** `draft`: checked, never evaluated. `shadow`: evaluated and recorded, changes nothing. `live`: takes effect. */
export type RuleState = (typeof RULE_STATES)[number];

export const RULE_ACTIONS = ['allow', 'reject', 'discard', 'mute', 'mask', 'review'] as const;
/**
 * What a rule does with a message. `allow`, `reject`, `discard` and `mute` are verdicts, and the first one wins. After
 * `mask` and `review` the next rules are evaluated too.
 */
export type RuleAction = (typeof RULE_ACTIONS)[number];

export interface RuleConsequence {
  readonly action: RuleAction;
  /** For `reject` and `mute`: the code for the sender's client. */
  readonly code?: number;
  /** For `reject` and `mute`: the text for the sender's client. */
  readonly info?: string;
  /** The text by language (`zh`, `en`, `ja`, `ko`, `ru`, `ar`, `th`), chosen by the script of the message. */
  readonly infoByLanguage?: Readonly<Record<string, string>>;
  /** For `mute`: the duration in seconds. */
  readonly seconds?: number;
  /** For `mask`: the character that replaces each character of a word. Default `*`. */
  readonly with?: string;
}

/** One rule as the company writes it. */
export interface Rule {
  readonly name: string;
  readonly description?: string;
  readonly scope?: RuleScope;
  /** A condition in CEL. */
  readonly when: string;
  readonly then: RuleConsequence;
  /** Higher priorities are evaluated first, equal ones in their order. Default 0. */
  readonly priority?: number;
  /** Default `draft`. */
  readonly state?: RuleState;
  /** The percentage of conversations or senders that the rule applies to, the same ones each time. Default 100. */
  readonly percent?: number;
  /** Default `conversation`. */
  readonly percentOf?: 'conversation' | 'sender';
  /** More hits within 60 s demote a live rule to shadow. Default: 5 times its usual number, at least 100. */
  readonly hitLimit?: number;
}
