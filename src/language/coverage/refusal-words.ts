/**
 * How assistants decline, in English, German, French and Spanish. Each pattern names the speaker ("I can't"), and what is
 * declined, so that "I can't wait", "you can't log in" and "I'm sorry to hear that" are none.
 */

/** Who declines is brief; in a longer answer the same words speak of something else. And a refusal comes early. */
const longest = 500;
const head = 200;

/**
 * What every refusal has some of, in English and in the others. Nearly every answer is none, and the speed of these
 * searches hangs on words with rare letters.
 */
const englishHints = /\bI\b|We |yond |utside |f scope/;
const englishNo =
  /can(?:['’]t|not| not)|won['’]t|unable to|not (?:able|allowed|permitted|something)|only|outside|beyond|scope|decline/;
const otherHints = /kann|darf|[Jj]e ne|puedo|podemos|No estoy|[áßé]/;

const patterns: readonly RegExp[] = [
  new RegExp(
    "\\b(?:I|we)(?:’m| am|'m|’re|'re| are)? (?:sorry,? )?(?:but I )?(?:really |unfortunately |simply |just |also )?" +
      "(?:can[’']t|cannot|can not|won[’']t|unable to|not able to|not allowed to|not permitted to) " +
      '(?:' +
      // Help is declined with what it is declined for; "can't help but" is something else.
      '(?:help|assist)(?: you)?(?: out)?(?: (?:with|in|on|here|there|directly)\\b| to | doing|(?=[.!,;:]|\\s*$))|' +
      'do (?:that|this|it for you)\\b|' +
      '(?:comply|answer (?:that|this|questions|such)|respond to (?:that|this|such)|fulfil?l? (?:that|this|your|such)|engage (?:in|with)|take part in|participate in|support (?:that|this|such)|discuss|speculate|diagnose|prescribe)\\b|' +
      '(?:provide|give|offer|share|disclose|reveal|create|generate|write|produce)(?: you)?(?: with)?(?: out)? (?:any |a |an |such |specific |personal(?:i[sz]ed)? |detailed |individual |this |that )*' +
      '(?:that|this|it|advice|medical|legal|financial|investment|tax|instructions?|guidance|recommendations?|diagnos[ei]s|prescriptions?|opinions?|password|credentials|confidential|private|personal|sensitive|internal|content|information about (?:other|another)|(?:other|another) (?:customer|user|client|person)|customer data|malware|code (?:for|that)|harmful|hateful|explicit)' +
      ')',
    'i',
  ),
  /\b(?:I can only|I(?:’m|'m| am) only able to|I(?:’m|'m| am) only here to) (?:help|assist|answer|support|discuss|talk about|respond)\b/i,
  /\b(?:outside|beyond) (?:of )?(?:(?:the )?scope of )?(?:my|what I(?:’m|'m| am)?|what we)\b(?! (?:window|house|door|front|back))|\b(?:that|this|it)(?:’s|'s| is) (?:unfortunately )?(?:out of|outside the|outside my|beyond my) scope\b|\bnot something (?:that )?(?:I(?:’m|'m| am)? )(?:can|could|able to|allowed to|permitted to) (?:help|assist|do|answer|advise|provide|discuss|share)/i,
  /\bI (?:must|have to|need to|’ll have to|'ll have to|will have to|respectfully|’d rather|politely)(?: respectfully| politely)? decline\b/i,
  /\b(?:dabei|damit|hierbei|hiermit|dazu|hier|das|ich) (?:kann|darf|werde) (?:ich )?(?:(?:dir|ihnen|euch|dabei|damit|hierbei|dazu|leider|hier|also) ){0,4}nicht (?:weiter ?|be)?(?:helfen|hilflich|behilflich|unterstützen|beantworten|kommentieren|tun|machen)\b|\bich (?:kann|darf) (?:(?:dir|ihnen|euch|dazu|hierzu|leider|hier) ){0,4}keine(?:n|rlei)? (?:\p{L}+ )?(?:auskunft|auskünfte|\p{L}*beratung|ratschläge|rat|\p{L}*empfehlung(?:en)?|diagnosen?|anleitung(?:en)?|informationen|inhalte|daten)\b|\bliegt (?:leider )?außerhalb meine[sr]\b|\bich kann (?:dir |ihnen |euch )?(?:leider )?nur (?:bei|mit|zu|fragen zu|fragen rund um)\b/iu,
  /\bje ne (?:peux|pourrai) (?:malheureusement |donc )?pas (?:malheureusement )?(?:(?:vous |t['’])?(?:aider|assister)(?= (?:avec|à|sur|pour|dans)\b|[\s.,!;]*$|[.,!;])|(?:vous |te )?(?:répondre à (?:cette|ce|votre)|donner (?:de |d['’])?(?:conseil|avis|diagnostic|instructions?)|fournir|communiquer|divulguer|partager (?:ces|cette|de|d['’])|faire (?:cela|ça))|(?:accéder|donner suite) à (?:votre|cette|ta))|\bje ne (?:peux|pourrai) (?:vous |t['’])?(?:aider|répondre) qu|\bje ne suis (?:malheureusement )?pas (?:en mesure de|autorisée? à|habilitée? à|capable de) (?:vous |t['’])?(?:aider|répondre|fournir|donner|communiquer|faire|divulguer)|\b(?:cela|ça|ceci) (?:dépasse|sort de) (?:mon|mes|le cadre)\b|\ben dehors de (?:mon|mes) (?:domaine|champ|compétences)/iu,
  /\bno (?:puedo|podemos) (?:ayudar(?:te|le|les|lo|los)?(?= (?:con|en|a)\b|[\s.,!;]*$|[.,!;])|hacer eso|hacerlo|responder a? ?(?:eso|esa|ese|esta|este)|proporcionar|facilitar|compartir (?:esa|ese|esos|datos|informaci)|(?:dar|ofrecer)(?:te|le|les)? (?:\p{L}+ )?(?:consejos?|asesoramiento|recomendaciones|diagnósticos?|un diagnóstico|instrucciones|informaci))|\b(?:está|queda|cae) fuera de (?:mi|mis)\b|\bno estoy (?:autorizad[oa]|capacitad[oa]|en condiciones) (?:para|de|a)\b|\b(?:solo|sólo|solamente|únicamente) puedo (?:ayudar|responder|asistir)/iu,
];

export function isRefusal(text: string): boolean {
  if (text.length > longest) {
    return false;
  }
  const start = text.length > head ? text.slice(0, head) : text;
  if (!(englishHints.test(start) && englishNo.test(start)) && !otherHints.test(start)) {
    return false;
  }
  return patterns.some((pattern) => isSaid(start, pattern));
}

/** Whether the pattern is said by the assistant itself: not by somebody it quotes, nor as a condition. */
function isSaid(text: string, pattern: RegExp): boolean {
  const match = pattern.exec(text);
  if (match === null) {
    return false;
  }
  const before = text.slice(0, match.index);
  const quoted = (before.match(/["“”„«»]/g) ?? []).length % 2 === 1;
  return (
    !quoted && !/\b(?:if|when|wenn|falls|si|cuando|that|dass|que|because|weil|said|told you) $/i.test(before)
  );
}
