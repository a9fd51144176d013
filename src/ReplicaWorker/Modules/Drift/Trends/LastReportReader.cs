using System.Text.Json;
using ReplicaWorker.Hosting;
using ReplicaWorker.Modules.Drift.Reports;

namespace ReplicaWorker.Modules.Drift.Trends;

/// <summary>Finds the last report and reads of it what the next run needs. It is never a reason to fail: what is not known is said.</summary>
internal sealed class LastReportReader(ReportStore store)
{
    /// <param name="file">A person's choice; null: what the bucket's pointer names.</param>
    /// <param name="stopping">Signalled on SIGTERM, and when the run's time is up.</param>
    public async Task<LastReport> ReadAsync(string? file, CancellationToken stopping)
    {
        try
        {
            return file is not null ? FromFile(file)
                : store.IsConfigured ? await FromBucketAsync(stopping)
                : LastReport.None;
        }
        catch (Exception torn) when (torn is InvalidDataException or JsonException or FormatException or UnauthorizedAccessException)
        {
            return LastReport.Unknown(OneLine.Of(torn.Message), mayBeReadLater: false);
        }
        catch (Exception failure) when (!stopping.IsCancellationRequested && Meaning.Of(failure) != ExitCode.Bug)
        {
            return LastReport.Unknown(OneLine.Of(failure.Message), mayBeReadLater: true);
        }
    }

    private static LastReport FromFile(string file)
    {
        using var content = File.OpenRead(file);
        return LastReport.Of(DriftReportJson.Read(content), file);
    }

    private async Task<LastReport> FromBucketAsync(CancellationToken stopping)
    {
        if (await store.FindAsync(store.PointerKey, stopping) is not { } pointer)
        {
            return LastReport.None;
        }

        var key = ReportPointer.Read(pointer);
        if (await store.FindAsync(key, stopping) is not { } report)
        {
            return LastReport.Unknown($"{store.PlaceOf(key)} is gone", mayBeReadLater: false);
        }

        using var content = new MemoryStream(report, writable: false);
        return LastReport.Of(DriftReportJson.Read(content), store.PlaceOf(key));
    }
}
