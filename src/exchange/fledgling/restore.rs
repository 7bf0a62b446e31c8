//! Restoring a full backup over a workspace: what was there goes into an archive, what the backup holds takes its place,
//! and a new epoch begins, so that files from before do not bring back what was left behind.

use super::read::{DOUBT, FledglingFile};
use crate::{
    domain::counting::counted,
    exchange::failure::{FileMark, ImportError},
    ledger::{Change, DeviceId, Records, erasure::rewritten},
    workspace::{
        Context, Workspace,
        identity::{Epoch, Identity, Kinship},
    },
};

/// How many changes go into one log entry.
const CHANGES_PER_ENTRY: usize = 5_000;

/// What restoring would do, for whoever is to confirm it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RestoreOffer {
    /// How the backup stands to what is here; none when nothing is here.
    pub kinship: Option<Kinship>,
    /// Records in the backup that are not deleted.
    pub records_there: usize,
    /// Records here that are not deleted.
    pub records_here: usize,
    /// Changes that are only here and would be in the archive alone.
    pub left_behind: usize,
    /// Whether a new epoch begins: colleagues then have to restore a full backup of this as well.
    pub begins_epoch: bool,
    /// Whether the file holds something else than it says of itself; see [`DOUBT`].
    pub doubtful: bool,
}

impl RestoreOffer {
    /// What would happen, in sentences.
    pub fn words(&self) -> String {
        let doubt = if self.doubtful {
            format!(" {DOUBT}")
        } else {
            String::new()
        };
        self.what_happens() + &doubt
    }

    fn what_happens(&self) -> String {
        if self.kinship.is_none() {
            return format!(
                "The backup holds {}. Nothing is here yet, so nothing is replaced.",
                counted(self.records_there, "record", "records")
            );
        }
        let epoch = match (self.begins_epoch, self.kinship) {
            (true, _) => {
                " Colleagues who hold this workspace go on from a full backup that you send them afterwards; files they made before are refused."
            }
            (false, Some(Kinship::Newer)) => {
                " This browser then goes on where your colleague’s is."
            }
            (false, _) => " It is another workspace than the one here.",
        };
        format!(
            "The backup holds {} and takes the place of the {} here. {} only here {} kept in an archive on this computer.{epoch}",
            counted(self.records_there, "record", "records"),
            counted(self.records_here, "record", "records"),
            counted(self.left_behind, "change that is", "changes that are"),
            if self.left_behind == 1 { "is" } else { "are" },
        )
    }
}

impl FledglingFile {
    /// Which workspace and epoch the file is of.
    pub fn identity(&self, workspace: &Workspace) -> Identity {
        let mark = Workspace::mark_record();
        let about = self.changes.iter().filter(|change| {
            let mut ops = change.ops.iter();
            ops.any(|op| op.record() == Some(mark))
        });
        // One record says it: the others of a large file need not be built for that.
        let about: Vec<Change> = about.cloned().collect();
        let mut there = Workspace::empty(workspace.ledger().device());
        there.merge(&about, u64::MAX / 2);
        there.identity()
    }

    fn is_related(&self, workspace: &Workspace) -> bool {
        let mut changes = self.changes.iter();
        changes.any(|change| workspace.ledger().knows(change.id))
    }

    /// How the file stands to the workspace that is open; none when nothing is here.
    fn kinship(&self, workspace: &Workspace, identity: &Identity) -> Option<Kinship> {
        let related = self.is_related(workspace);
        (!workspace.is_blank()).then(|| workspace.identity().kinship(identity, related))
    }

    /// Whether the file may be merged into what is here, rather than restored over it.
    ///
    /// # Errors
    /// When a backup was restored since, here or there: merging would bring back what it left behind.
    pub fn may_merge(&self, workspace: &Workspace) -> Result<(), ImportError> {
        let identity = self.identity(workspace);
        match self.kinship(workspace, &identity) {
            None | Some(Kinship::Same | Kinship::Another) => Ok(()),
            Some(Kinship::Older) => Err(ImportError::OtherEpoch {
                when: "before a backup was restored here",
            }),
            Some(Kinship::Newer) => Err(ImportError::OtherEpoch {
                when: "after a backup was restored elsewhere",
            }),
            Some(Kinship::Parted) => Err(ImportError::OtherEpoch {
                when: "where another backup was restored than here",
            }),
        }
    }

    /// What restoring the file over the workspace would do. Nothing changes.
    pub fn restore_offer(&self, workspace: &Workspace) -> RestoreOffer {
        // Its records are counted; nobody looks at them as a workspace.
        let there = self.ledger();
        let kinship = self.kinship(workspace, &self.identity(workspace));
        let count = |records: &Records| {
            let kinds = records.kinds();
            kinds.map(|kind| records.of_kind(kind).count()).sum()
        };
        let left_behind = workspace.ledger().known_changes();
        RestoreOffer {
            kinship,
            records_there: count(there.records()),
            records_here: count(workspace.records()),
            left_behind: left_behind.filter(|change| !there.knows(*change)).count(),
            begins_epoch: begins_epoch(kinship),
            doubtful: self.is_doubtful(&there),
        }
    }

    /// The log that takes the place of the one here: what the file holds, without anybody who was erased here since, and
    /// the change that begins a new epoch. The caller archives what is here first, then replaces log and snapshot in one
    /// transaction and opens the workspace anew.
    pub fn restore(self, over: &Workspace, mark: &FileMark, ctx: &Context<'_>) -> Vec<Vec<u8>> {
        let erasures = over.ledger().erasures();
        let identity = self.identity(over);
        let kinship = self.kinship(over, &identity);
        let kept: Vec<Change> = rewritten(vec![self.changes], erasures)
            .into_iter()
            .flatten()
            .collect();
        // Whoever writes here may have counted further than the backup knows, and a colleague may have what it lacks: what
        // is written down below comes from nobody who ever wrote anything else.
        let writer = u64::try_from((ctx.random)() >> 64).unwrap_or_default();
        let mut there = Workspace::empty(DeviceId(writer));
        there.set_author(over.author().clone());
        there.merge(&kept, ctx.now_ms);
        let here = over.identity();
        let (names, epoch) = if begins_epoch(kinship) {
            let number = here.epoch.number.max(identity.epoch.number) + 1;
            let word = format!("{:016x}", (ctx.random)() >> 64);
            (here.names, Some(Epoch { number, word }))
        } else {
            (Vec::new(), None)
        };
        let begun = there.restored_from(
            (&mark.name, &mark.hash),
            names,
            epoch.as_ref(),
            erasures,
            ctx,
        );
        kept.chunks(CHANGES_PER_ENTRY)
            .map(<[Change]>::to_vec)
            .chain(begun.map(|change| vec![change]))
            .filter_map(|entry| serde_json::to_vec(&entry).ok())
            .collect()
    }
}

/// An epoch begins where the history of this very workspace is turned back. A colleague's later one is taken over as it
/// is, and another workspace keeps its own.
fn begins_epoch(kinship: Option<Kinship>) -> bool {
    matches!(
        kinship,
        Some(Kinship::Same | Kinship::Older | Kinship::Parted)
    )
}
