/**
 * How assistants ask back, in English, German, French and Spanish: what exactly is meant, or for something that they need.
 * "How can I help you?" and "Is there anything else?" are no such questions, nor is a question that the user asked for.
 */

/** Who asks back says little else. */
const longest = 400;

const patterns: readonly RegExp[] = [
  /\b(?:could|can|would) you (?:please |kindly |also )?(?:clarify|specify|elaborate|be more specific|confirm (?:which|what|whether|the|your)|tell me (?:which|what|when|where|who|how|more about|a (?:bit|little) more|the|your|if|whether)|let me know (?:which|what|when|where|how|if|whether|the|your)|share (?:the|your|a (?:bit|little) more|more)|provide (?:me with )?(?:the|your|more|some more|a (?:bit|little) more)|give me (?:the|your|more|a (?:bit|little) more))/i,
  /\b(?:do|did|are) you (?:mean|referring to|asking (?:about|for|whether|if)|looking for .{1,60} or )\b/i,
  /\bwhich (?:\p{L}+ ){0,3}(?:do|did|are|would|should|is|were) (?:you|i)\b/iu,
  /\bwhich (?:one|of (?:these|those|them|the (?:two|three)))\b/i,
  /\b(?:what|which) (?:date|day|time|city|size|colou?r|order number|account|version|model|address|language|format|budget|number|name|kind of|type of|sort of) (?:\p{L}+ ){0,4}(?:do|did|are|would|should|shall|is|were) (?:you|i|it|the|your)\b/iu,
  /\bwhat (?:exactly|specifically) (?:do|did|are|would) you\b|\bwhat do you mean (?:by|with)\b/i,
  /\b(?:könnten?|können|kannst|könntest|würden|würdest) (?:sie|du|ihr)\b(?: \p{L}+){0,5} (?:präzisieren|genauer|konkretisieren|mitteilen|nennen|verraten|sagen|angeben|erläutern)\b/iu,
  /\b(?:meinen sie|meinst du|meint ihr|beziehen sie sich|beziehst du dich)\b/i,
  /\b(?:welche[nmrs]?|um welche[nmrs]?|für welche[nmrs]?|was genau|wie genau) (?:\p{L}+ ){0,4}(?:meinen sie|meinst du|möchten sie|möchtest du|handelt es sich|geht es|brauchen sie|brauchst du|suchen sie|suchst du|soll ich|haben sie|hast du|nutzen sie|verwenden sie)/iu,
  /\b(?:pourriez|pouvez|pourrais|peux)[- ](?:vous|tu)\b(?: \p{L}+){0,3} (?:préciser|clarifier|indiquer|dire|donner|détailler|fournir|confirmer)\b|\b(?:voulez|veux)[- ](?:vous|tu) (?:parler de|dire)\b|\b(?:parlez|parles)[- ](?:vous|tu) (?:de|du|des)\b/iu,
  /\b(?:quel|quelle|quels|quelles|lequel|laquelle) (?:\p{L}+ ){0,4}(?:souhaitez|voulez|cherchez|utilisez|avez|désirez|préférez|veux|cherches)[- ](?:vous|tu)/iu,
  /(?:podrías?|puedes?|podría usted|me podrías?)\b(?: \p{L}+){0,2} (?:aclarar(?:me)?|especificar(?:me)?|precisar|indicar(?:me)?|decir(?:me)?|confirmar(?:me)?|concretar|proporcionar(?:me)?|dar(?:me)? más)\b/iu,
  /(?:te refieres|se refiere|quieres decir|quiere decir)\b|\b(?:qué|cuál|cuáles) (?:\p{L}+ ){0,4}(?:necesitas|necesita|quieres|quiere|buscas|busca|prefieres|prefiere|deseas|desea|utilizas)\b/iu,
];

/** Courtesies that end in a question mark. */
const courtesy =
  /\b(?:anything else|something else I can|help you with today|can I help|may I help|can I assist|make sense|does that help|would you like me to|do you want me to|shall I (?:also|go)|let me know if|what would you like to (?:talk|chat|know|do)|sonst noch|weiterhelfen|behilflich|kann ich .{0,30}helfen|puis-je vous aider|autre chose|puedo ayudar|algo más|en qué puedo)/i;

export function isQuestionBack(text: string): boolean {
  if (text.length > longest) {
    return false;
  }
  const end = text.trimEnd();
  if (!end.endsWith('?') && !end.endsWith('?”') && !end.endsWith('?)')) {
    return false;
  }
  return !courtesy.test(end) && patterns.some((pattern) => pattern.test(end));
}
