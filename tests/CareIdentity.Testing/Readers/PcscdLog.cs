using System.Text;

namespace CareIdentity.Testing.Readers;

/// <summary>What pcscd says, kept for a failure and watched for what it tells of readers and cards.</summary>
internal sealed class PcscdLog
{
    private readonly Lock gate = new();
    private readonly StringBuilder lines = new();
    private TaskCompletionSource next = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private bool isOver;

    public void Add(string? line)
    {
        TaskCompletionSource told;
        lock (gate)
        {
            isOver |= line is null;
            lines.AppendLine(line);
            (told, next) = (next, new(TaskCreationOptions.RunContinuationsAsynchronously));
        }

        told.SetResult();
    }

    public int Count(string sentence) => ToString().Split(sentence).Length - 1;

    /// <summary>Whichever of the two it says first; null where it says neither.</summary>
    public async Task<string?> SeesAsync(string one, string other, TimeSpan patience)
    {
        await UntilAsync(() => Count(one) + Count(other) > 0, patience, CancellationToken.None);
        return Count(other) > 0 ? other : Count(one) > 0 ? one : null;
    }

    public async Task<bool> UntilAsync(Func<bool> seen, TimeSpan patience, CancellationToken ct)
    {
        using var limited = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limited.CancelAfter(patience);
        while (true)
        {
            Task more;
            lock (gate)
            {
                more = next.Task;
            }

            if (seen())
            {
                return true;
            }

            try
            {
                if (isOver)
                {
                    return false;
                }

                await more.WaitAsync(limited.Token);
            }
            catch (OperationCanceledException) when (!ct.IsCancellationRequested)
            {
                return false;
            }
        }
    }

    public override string ToString()
    {
        lock (gate)
        {
            return lines.ToString();
        }
    }
}
