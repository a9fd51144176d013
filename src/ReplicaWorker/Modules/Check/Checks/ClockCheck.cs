using Amazon.SimpleSystemsManagement;
using Amazon.SimpleSystemsManagement.Model;
using ReplicaWorker.Hosting;
using static ReplicaWorker.Modules.Check.Observation;

namespace ReplicaWorker.Modules.Check.Checks;

/// <summary>Whether our clock goes right: signatures bear its time.</summary>
/// <remarks>Asked without a signature, since a wrong one would be refused. Source of the five minutes: IAM user guide, "Signature Version 4: request expiration".</remarks>
internal sealed class ClockCheck(HttpClient http, TimeProvider time) : ICheckSource
{
    public static readonly TimeSpan Noteworthy = TimeSpan.FromMinutes(1);
    public static readonly TimeSpan Refused = TimeSpan.FromMinutes(5);

    public IEnumerable<CheckItem> Plan(CheckScope scope) =>
        [new(scope.Primary, "clock", "sign with the right time", "", "", token => CompareAsync(scope.Primary, token))];

    private async Task<Observation> CompareAsync(string region, CancellationToken stopping)
    {
        var config = CheckClients.Hasty(new AmazonSimpleSystemsManagementConfig(), region);
        var endpoint = config.DetermineServiceOperationEndpoint(new(new DescribeParametersRequest()));
        var asked = time.GetUtcNow();
        using var request = new HttpRequestMessage(HttpMethod.Get, endpoint.URL);
        using var answer = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, stopping);
        var answered = time.GetUtcNow();
        return answer.Headers.Date is { } theirs
            ? Judge(asked + ((answered - asked) / 2) - theirs)
            : Untried("AWS's answer has no Date header");
    }

    /// <param name="ahead">How far our clock is before AWS's; the header tells whole seconds.</param>
    public static Observation Judge(TimeSpan ahead)
    {
        var distance = ahead.Duration();
        var text = $"our clock is {distance.TotalSeconds:0} seconds {(ahead < TimeSpan.Zero ? "behind" : "ahead of")} AWS's";
        return distance >= Refused ? throw new ItemFailedException($"{text}; signatures are refused from {Refused.TotalMinutes:0} minutes on: set it right")
            : distance >= Noteworthy ? Warns($"{text}; signatures are refused from {Refused.TotalMinutes:0} minutes on")
            : Works(distance < TimeSpan.FromSeconds(2) ? "" : text);
    }
}
