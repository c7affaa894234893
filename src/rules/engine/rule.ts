/** Ids that a rule is for, or is not for; with both, those of `include` that are not in `exclude`. */
export interface Selection {
  readonly include?: readonly string[];
  readonly exclude?: readonly string[];
}

/** Which messages a rule is asked about; what is left out limits nothing. */
export interface RuleScope {
  readonly apps?: Selection;
  readonly families?: Selection;
  /** Left out: the rule is asked about messages alone; actions are judged by rules that name them. */
  readonly commands?: Selection;
  readonly groupTypes?: Selection;
  readonly conversations?: Selection;
  readonly senders?: Selection;
  readonly levels?: Selection;
  readonly platforms?: Selection;
  /** True: not asked about what an administrator sends (through the REST API, or in somebody's name). */
  readonly exemptAdmins?: boolean;
}

export const RULE_STATES = ['draft', 'shadow', 'live'] as const;
/** `draft`: checked and never asked. `shadow`: asked, recorded, changes nothing. `live`: in force. */
export type RuleState = (typeof RULE_STATES)[number];

export const RULE_ACTIONS = ['allow', 'reject', 'discard', 'mute', 'mask', 'review'] as const;
/**
 * What a rule does with a message. `allow`, `reject`, `discard` and `mute` are verdicts, and the first one wins; `mask`
 * and `review` let the next rules speak.
 */
export type RuleAction = (typeof RULE_ACTIONS)[number];

export interface RuleConsequence {
  readonly action: RuleAction;
  /** Of `reject` and `mute`: the code that the sender's client gets. */
  readonly code?: number;
  /** Of `reject` and `mute`: the text that the sender's client gets. */
  readonly info?: string;
  /** The same by language (`zh`, `en`, `ja`, `ko`, `ru`, `ar`, `th`), chosen by the script of the message. */
  readonly infoByLanguage?: Readonly<Record<string, string>>;
  /** Of `mute`: for how long, in seconds. */
  readonly seconds?: number;
  /** Of `mask`: what stands for each character; default `*`. */
  readonly with?: string;
}

/** One rule as companies write it. */
export interface Rule {
  readonly name: string;
  readonly description?: string;
  readonly scope?: RuleScope;
  /** A condition in CEL. */
  readonly when: string;
  readonly then: RuleConsequence;
  /** Higher ones are asked first; of equal ones the one that stands first. Default 0. */
  readonly priority?: number;
  /** Default `draft`. */
  readonly state?: RuleState;
  /** For how many of a hundred conversations or senders, the same ones each time. Default 100. */
  readonly percent?: number;
  /** Default `conversation`. */
  readonly percentOf?: 'conversation' | 'sender';
  /** Hits within 60 s at which a live rule goes on trial by itself; default 5 times its usual ones, at least 100. */
  readonly hitLimit?: number;
}
