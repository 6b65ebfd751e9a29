export { add as lambdaHandler } from '../parts.ts';
