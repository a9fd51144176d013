# The local cloud in a container: the SDK builds and runs demo/, git is both client and server, moto answers the AWS APIs,
# the AWS CLI is there for people. Built and started by compose.yaml beside this file.
FROM mcr.microsoft.com/dotnet/sdk:10.0

RUN apt-get update \
 && apt-get install --yes --no-install-recommends git python3-venv \
 && rm -rf /var/lib/apt/lists/* \
 && python3 -m venv /opt/moto \
 && /opt/moto/bin/pip install --no-cache-dir 'moto[server]==5.2.1' awscli
ENV PATH="/opt/moto/bin:${PATH}"

WORKDIR /repository
COPY . .
RUN dotnet publish src/ReplicaWorker -c Release \
 && dotnet build demo

# The lines `export NAME=VALUE` that the demo prints for people also go to a file, which the worker's container reads.
CMD ["bash", "-c", "set -o pipefail; dotnet run --no-build --project demo -- --serve | tee >(sed -un 's/^ *export //p' > /environment/cloud.env)"]
HEALTHCHECK --interval=2s --start-period=60s --retries=30 CMD test -s /environment/cloud.env
