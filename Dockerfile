# ReplicaWorker: wakes on one EventBridge event, brings every replica region in step with the primary, and is gone.
#
# Build, for this machine's architecture or for both that Fargate has:
#   docker build -t replica-worker .
#   docker buildx build --platform linux/arm64,linux/amd64 -t REGISTRY/replica-worker:1 --push .
#
# Against an AWS test account: the credentials are the shell's, the event is a whole one, as EventBridge would send it.
#   docker run --rm --read-only --cap-drop ALL \
#     -e AWS_ACCESS_KEY_ID -e AWS_SECRET_ACCESS_KEY -e AWS_SESSION_TOKEN \
#     -e Replica__PrimaryRegion=us-east-1 -e Replica__ReplicationRegions=us-west-2 -e GitMirror__Repositories=RepoA=RepoB \
#     -e Event__Json='{"source":"aws.codecommit","detail-type":"CodeCommit Repository State Change","region":"us-east-1","time":"2026-01-02T03:04:05Z","detail":{"event":"referenceUpdated","repositoryName":"RepoA","referenceFullName":"refs/heads/main"}}' \
#     replica-worker
#
# Without an event, by verb; `--dry-run` changes nothing, `--help` lists the verbs:
#   docker run --rm … replica-worker mirror RepoA --dry-run
#
# Against servers of your own instead of AWS (see docker/compose.yaml):
#   --network host -e AWS_ENDPOINT_URL=http://127.0.0.1:PORT -e GitMirror__Endpoint=http://127.0.0.1:PORT/{region}
#
# Out: one JSON object a line on stdout, the last one "event":"run-finished"; nothing is written to disk. Exit codes:
#   0 in step · 1 some items failed, the log names them · 10 changes held, a human confirms · 64 wrong command line
#   65 unreadable event · 70 our defect · 75 run again later · 77 denied · 78 wrong configuration · 143 stopped (SIGTERM)

# The SDK runs on the machine that builds and compiles across to the one that will run.
FROM --platform=$BUILDPLATFORM mcr.microsoft.com/dotnet/sdk:10.0 AS build
WORKDIR /source

# amd64 or arm64; the SDK takes Docker's names.
ARG TARGETARCH

# What decides the packages comes first, so that a change of code restores nothing.
COPY global.json Directory.Build.props Directory.Packages.props BannedSymbols.txt .editorconfig ./
COPY src/Directory.Build.props src/
COPY src/ReplicaWorker/ReplicaWorker.csproj src/ReplicaWorker/
COPY src/ReplicaWorker.Aws/ReplicaWorker.Aws.csproj src/ReplicaWorker.Aws/
COPY src/ReplicaWorker.Git/ReplicaWorker.Git.csproj src/ReplicaWorker.Git/
RUN dotnet restore src/ReplicaWorker -a $TARGETARCH

# Analyzers judged the code before it was merged; a newer SDK's new rules must not stop an image from being built.
COPY src src
RUN dotnet publish src/ReplicaWorker -c Release -a $TARGETARCH --no-restore -p:RunAnalyzers=false -p:TreatWarningsAsErrors=false -o /app

# No shell, no package manager, no root: libc, CA certificates and one file.
FROM mcr.microsoft.com/dotnet/runtime-deps:10.0-noble-chiseled
LABEL org.opencontainers.image.title="ReplicaWorker" \
      org.opencontainers.image.description="Keeps replicas in other AWS regions in step with the primary region: one event in, one exit code out"

# The runtime's diagnostic socket would want a writable /tmp, and nobody is there to connect to it.
ENV DOTNET_EnableDiagnostics=0

COPY --from=build /app/replica-worker /app/replica-worker
WORKDIR /app
USER $APP_UID
ENTRYPOINT ["/app/replica-worker"]
