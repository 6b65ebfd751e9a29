const CLUSTER_ARN = /^arn:aws[a-z-]*:rds:[a-z0-9-]+:\d{12}:cluster:[A-Za-z0-9-]+$/;
const SECRET_ARN = /^arn:aws[a-z-]*:secretsmanager:[a-z0-9-]+:\d{12}:secret:.+$/;

/** @returns whether a text is the ARN of a cluster, of whichever account and region. */
export function isClusterArn(text: string): boolean {
  return CLUSTER_ARN.test(text);
}

/** @returns whether a text is the ARN of a secret, of whichever account and region. */
export function isSecretArn(text: string): boolean {
  return SECRET_ARN.test(text);
}
