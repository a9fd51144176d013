using System.Net;
using System.Net.Sockets;
using Amazon.Runtime;
using ReplicaWorker.Git;
using ReplicaWorker.Hosting;

namespace ReplicaWorker.Modules.Check;

/// <summary>From what a check threw to who must act. Pure.</summary>
internal static class Verdict
{
    public static CheckResult Of(CheckItem check, Exception failure, TimeSpan elapsed)
    {
        var meaning = Meaning.Of(failure);
        var actor = WhoActs(meaning, failure);
        return new(check, CheckState.Fails, Note(check, actor, failure), actor, meaning, elapsed);
    }

    private static Actor WhoActs(ExitCode meaning, Exception failure) => meaning switch
    {
        ExitCode.Denied => Actor.Permissions,
        ExitCode.TryLater => IsSilence(failure) ? Actor.Network : Actor.RunAgain,
        ExitCode.BadConfiguration => Actor.Configuration,
        ExitCode.Bug => Actor.Us,
        _ => Actor.ReadTheNote,
    };

    /// <summary>Nobody answered, as opposed to somebody who answered "not now".</summary>
    private static bool IsSilence(Exception failure) => failure switch
    {
        AmazonServiceException answered => answered.StatusCode == default(HttpStatusCode),
        GitTransportException or AmazonClientException or HttpRequestException or IOException or SocketException or TimeoutException => true,
        _ => false,
    };

    private static string Note(CheckItem check, Actor actor, Exception failure)
    {
        var said = OneLine.Of(failure.Message, longest: 240);
        return (actor, check.Needs, check.Policy) switch
        {
            (Actor.Permissions, { Length: > 0 } action, { Length: > 0 } policy) => $"{action} is refused ({policy} has it): {said}",
            (Actor.Permissions, { Length: > 0 } action, _) => $"{action} is refused: {said}",
            _ => said,
        };
    }
}
