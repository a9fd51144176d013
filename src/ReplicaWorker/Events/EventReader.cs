using System.Text;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;
using ReplicaWorker.Hosting;
using ReplicaWorker.Options;

namespace ReplicaWorker.Events;

/// <summary>Finds the one event of this run: a file, one variable, or many.</summary>
internal sealed class EventReader(IConfiguration configuration, IOptions<ReplicaOptions> options)
{
    /// <param name="file">What <c>--event</c> names; <c>-</c> is standard input; null: the environment.</param>
    /// <param name="stopping">Ends the wait for a slow file.</param>
    /// <exception cref="BadEventException">There is no event, it cannot be read, or nobody handles its kind.</exception>
    public async Task<ReplicaEvent> ReadAsync(string? file, CancellationToken stopping)
    {
        var primary = options.Value.PrimaryRegion;
        if (file is not null)
        {
            return EventParser.Parse(JsonEvent.Parse(await EventFile.ReadAsync(file, stopping)), primary);
        }

        var section = configuration.GetSection(ScalarEvent.Root);
        if (section[ScalarEvent.Json] is { Length: > 0 } json)
        {
            return EventParser.Parse(JsonEvent.Parse(Encoding.UTF8.GetBytes(json)), primary);
        }

        var scalars = new ScalarEvent(section);
        return scalars.Text("source") is not null || scalars.Text("action") is not null || scalars.IsPresent
            ? EventParser.Parse(scalars, primary)
            : throw new BadEventException("there is no event: give --event FILE, Event__Json, or Event__Source and the rest");
    }
}
