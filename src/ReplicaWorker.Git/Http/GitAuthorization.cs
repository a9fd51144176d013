using System.Net.Http.Headers;

namespace ReplicaWorker.Git.Http;

/// <summary>Gives the Authorization header for one request. Asked anew for every request: signatures age.</summary>
/// <param name="repository">The repository's address, without the service's suffix. Never another host than the configured one.</param>
/// <param name="stopping">Signalled when the run ends.</param>
/// <returns>Null for an anonymous request.</returns>
public delegate ValueTask<AuthenticationHeaderValue?> GitAuthorization(Uri repository, CancellationToken stopping);
