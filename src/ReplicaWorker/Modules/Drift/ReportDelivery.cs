using System.Collections.Immutable;
using ReplicaWorker.Hosting;
using ReplicaWorker.Hosting.Output;
using ReplicaWorker.Modules.Drift.Ignoring;
using ReplicaWorker.Modules.Drift.Reports;
using ReplicaWorker.Modules.Drift.Trends;

namespace ReplicaWorker.Modules.Drift;

/// <summary>Brings a report where it was asked for: the bucket, a file, standard output. What cannot be brought is a failure of the run.</summary>
internal sealed class ReportDelivery(ReportStore store, RunOutput output, RunSwitches switches, DriftJournal journal)
{
    /// <param name="report">The report.</param>
    /// <param name="request">Where it goes besides the bucket.</param>
    /// <param name="notTheLast">Why the next run shall not compare with it; null: it shall.</param>
    /// <param name="stopping">Signalled on SIGTERM, and when the run's time is up.</param>
    /// <returns>Its place in the bucket, when it is there, and what has failed.</returns>
    public async Task<(string? Place, ImmutableArray<Failure> Failures)> DeliverAsync(
        DriftReport report, DriftRequest request, string? notTheLast, CancellationToken stopping)
    {
        string? place = null;
        var failures = ImmutableArray.CreateBuilder<Failure>();
        await TryAsync("the report in its bucket", async () => place = await KeepAsync(report, notTheLast, stopping));
        await TryAsync(request.Output ?? "", () => WriteFileAsync(report, request, stopping));
        await TryAsync("standard output", () => PrintAsync(report, request));
        return (place, failures.ToImmutable());

        async Task TryAsync(string what, Func<Task> deliver)
        {
            try
            {
                await deliver();
            }
            catch (Exception failure) when (!stopping.IsCancellationRequested && (failure is UnauthorizedAccessException || Meaning.Of(failure) != ExitCode.Bug))
            {
                var meaning = failure is UnauthorizedAccessException or IOException ? ExitCode.SomeFailed : Meaning.Of(failure);
                failures.Add(new(report.PrimaryRegion, what, OneLine.Of(failure.Message), meaning));
            }
        }
    }

    private async Task<string?> KeepAsync(DriftReport report, string? notTheLast, CancellationToken stopping)
    {
        if (!store.IsConfigured || switches.DryRun)
        {
            return null;
        }

        using var json = new MemoryStream();
        ReportWriter.Write(report, ReportFormat.Json, json);
        var key = store.KeyOf(report.Finished, report.RunId);
        await store.PutAsync(key, json.ToArray(), stopping);
        journal.Kept(store.PlaceOf(key));
        if (notTheLast is null)
        {
            // Only now: a pointer to a report that is not there would leave the next run without a past.
            await store.PutAsync(store.PointerKey, ReportPointer.Write(key, report.RunId, report.Finished), stopping);
        }
        else
        {
            journal.PointerStays(notTheLast);
        }

        return store.PlaceOf(key);
    }

    private static async Task WriteFileAsync(DriftReport report, DriftRequest request, CancellationToken stopping)
    {
        if (request.Output is { } file)
        {
            using var content = new MemoryStream();
            ReportWriter.Write(report, request.Format ?? FormatOf(file), content);
            await File.WriteAllBytesAsync(file, content.ToArray(), stopping);
        }
    }

    private Task PrintAsync(DriftReport report, DriftRequest request)
    {
        if (request.SuggestIgnores)
        {
            output.Report(to => to.Write(System.Text.Encoding.UTF8.GetBytes(SuggestedIgnores.For(report))));
        }
        else if (request.Print)
        {
            var format = request.Format ?? (output.IsTerminal ? ReportFormat.Text : ReportFormat.Json);
            output.Report(to => ReportWriter.Write(report, format, to, color: output.IsTerminal && format == ReportFormat.Text));
        }

        return Task.CompletedTask;
    }

    private static ReportFormat FormatOf(string file) => Path.GetExtension(file).ToUpperInvariant() switch
    {
        ".TXT" => ReportFormat.Text,
        ".MD" => ReportFormat.Markdown,
        ".SARIF" => ReportFormat.Sarif,
        ".XML" => ReportFormat.Junit,
        _ => ReportFormat.Json,
    };
}
