import type { Rule } from 'eslint'

export declare const floatingCoroutine: Rule.RuleModule
