# syntax=docker/dockerfile:1

FROM node:24-slim AS build
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci
COPY tsconfig.json tsconfig.build.json nest-cli.json ./
COPY migrations migrations
COPY src src
RUN npm run build

# The application's own packages are optional peers of the library. The script makes them dependencies; npm takes their
# versions from package-lock.json. The embedded PostgreSQL is left out: a container has DATABASE_URL.
FROM node:24-slim AS dependencies
WORKDIR /app
COPY package.json package-lock.json deploy/application-packages.mjs ./
RUN node application-packages.mjs && npm install --omit=dev --omit=optional --no-audit --no-fund

FROM node:24-slim
ENV NODE_ENV=production \
    SPOOL_DIR=/var/lib/presend/spool
RUN mkdir -p /var/lib/presend/spool && chown -R node:node /var/lib/presend
WORKDIR /app
COPY --from=dependencies /app/node_modules node_modules
COPY --from=build /app/dist dist
COPY bin bin
COPY package.json ./
USER node
VOLUME /var/lib/presend/spool
EXPOSE 3000
HEALTHCHECK --interval=10s --timeout=3s --start-period=20s \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT || 3000}/health/ready`).then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "--heap-growing-percent=60", "dist/src/main.js"]
