using Amazon.Runtime;
using Amazon.SecurityToken.Model;
using static ReplicaWorker.Modules.Check.Observation;

namespace ReplicaWorker.Modules.Check.Checks;

/// <summary>Who AWS takes us for, and for how long.</summary>
internal sealed class IdentityChecks(CheckClients clients, TimeProvider time) : ICheckSource
{
    /// <summary>Credentials that end sooner than this may end within a run.</summary>
    private static readonly TimeSpan Soon = TimeSpan.FromMinutes(15);

    public IEnumerable<CheckItem> Plan(CheckScope scope) =>
    [
        new(scope.Primary, "sts", "be known to AWS", "", "", async token =>
        {
            var us = await clients.Tokens(scope.Primary).GetCallerIdentityAsync(new GetCallerIdentityRequest(), token);
            return Works(us.Arn ?? "");
        }),
        new(scope.Primary, "sts", "keep the credentials", "", "", KeepAsync),
    ];

    private async Task<Observation> KeepAsync(CancellationToken stopping)
    {
        await clients.Credentials.GetCredentialsAsync();
        return (clients.Credentials, clients.Credentials.Expiration) switch
        {
            (_, null) => Works("their end is not known"),
            (RefreshingAWSCredentials, { } end) => Works($"until {end:u}, then renewed"),
            (_, { } end) when end - time.GetUtcNow().UtcDateTime < Soon => Warns($"they end at {end:u}, and nobody renews them"),
            (_, { } end) => Works($"until {end:u}"),
        };
    }
}
