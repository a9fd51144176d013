using LocalCloud;
using LocalCloud.Bus;

namespace Demo.Repositories;

/// <summary>Twenty pushes in a row while the bus delivers as badly as it may: at least once, best effort, in no order.</summary>
/// <remarks>
/// The first ten events are delivered while pushes go on, some doubled and some lost. The last ten are kept back and come
/// newest first, again some doubled and some lost, the very last push's among these. What still arrives is enough, because an event only says
/// where to look.
/// </remarks>
internal sealed class Burst(Cloud cloud, Developer developer)
{
    public const string Why =
        "7 events are lost, 4 come twice, the last 10 come backwards; they are only hints.";

    private const int Pushes = 20;
    private const int DeliveredLive = 10;

    private int _delivered = -1;

    public async Task PlayAsync(CancellationToken stopping)
    {
        cloud.Bus.Copies = _ => (Interlocked.Increment(ref _delivered) % 10) switch
        {
            1 or 4 or 7 => 0,
            3 or 8 => 2,
            _ => 1,
        };

        try
        {
            for (var push = 1; push <= Pushes; push++)
            {
                if (push == DeliveredLive + 1)
                {
                    cloud.Bus.Hold();
                }

                await PushAsync(push, stopping);
            }
        }
        finally
        {
            cloud.Bus.Copies = _ => 1;
            await cloud.Bus.ReleaseAsync(held => Disturb([.. held.Where(late => late.Region == Place.Source.Region)]));
        }
    }

    // main moves; every fourth push is for a hotfix branch, which the last one deletes.
    private async Task PushAsync(int push, CancellationToken stopping)
    {
        if (push == Pushes)
        {
            await developer.PushAsync(Place.Source, stopping, "--delete", "hotfix");
            return;
        }

        await developer.CommitAsync($"Commit {push} of the burst", stopping);
        await developer.PushAsync(Place.Source, stopping, push % 4 == 0 ? "main:refs/heads/hotfix" : "main");
    }

    /// <summary>Newest first; of ten, four lost and two doubled.</summary>
    private static IEnumerable<CloudEvent> Disturb(IReadOnlyList<CloudEvent> held) =>
        held.Reverse().SelectMany((late, place) => Enumerable.Repeat(late, place % 3 == 0 ? 0 : place % 4 == 1 ? 2 : 1));
}
